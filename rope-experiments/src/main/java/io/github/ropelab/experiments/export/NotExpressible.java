package io.github.ropelab.experiments.export;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.model.config.RopeSetup;
import java.util.Locale;

/** The error for what an engine cannot say: why, and the nearest strategy that it can. */
final class NotExpressible {
    private NotExpressible() {}

    /**
     * The error.
     *
     * @param engine for the message
     * @param instead why the engine's own means do not reach, where no more general reason is found
     */
    static InvalidParameter in(String engine, RopeSetup setup, String instead) {
        NearestExpressible nearest = NearestExpressible.to(setup);
        LogitScale scale = setup.encoding().attention().logit();
        String lost = scale.equals(new LogitScale.Constant(1)) ? "" : " and without the logit scale " + scale.formula();
        return new InvalidParameter(
                "strategy",
                setup.strategy().type().id(),
                "be expressible in " + engine + ": " + reason(setup, instead),
                String.format(
                        Locale.ROOT,
                        "nearest expressible: %s, remaining angle error %.4g rad over %d tokens%s",
                        nearest.strategy(),
                        nearest.angleError(),
                        nearest.tokens(),
                        lost));
    }

    private static String reason(RopeSetup setup, String instead) {
        PositionEncoding encoding = setup.encoding();
        if (!encoding.radial().isNone()) {
            return "vectors grow with the position, and it has rotations only";
        }
        if (!(encoding.positions() instanceof Uniform)) {
            return "the distance is mapped by cases ("
                    + String.join(
                            ", ",
                            encoding.positions().branches().stream()
                                    .map(branch -> branch.name())
                                    .toList())
                    + "), and it rotates each token once";
        }
        if (FrequencyMap.slope(encoding).isEmpty()) {
            return "positions become "
                    + encoding.positions().branches().get(0).query().formula() + ", and it has no such position map";
        }
        if (CurrentLengths.matter(setup.strategy(), setup.context())) {
            return "frequencies depend on the current length, and it has no such rule";
        }
        if (!encoding.attention().logit().equals(new LogitScale.Constant(1))) {
            return "whole logits are scaled, and it has no key for that here";
        }
        return encoding.axes().count() > 1 ? "pairs read several position axes" : instead;
    }
}
