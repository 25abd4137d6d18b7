package io.github.ropelab.experiments.convention;

import io.github.ropelab.model.config.RopeRequest;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What RopeLab refuses, as facts. */
final class ValidationFacts {
    private ValidationFacts() {}

    /** What a strategy is refused with for heads of this width, base 10000, 4096 trained and 8192 current tokens. */
    static String refusal(String strategy, int headDim) {
        return Reading.refusal(RopeRequest.ofStrategy(strategy)
                .widths(OptionalInt.of(headDim), OptionalInt.empty())
                .base(OptionalDouble.of(10_000))
                .lengths(OptionalInt.of(4096), OptionalInt.empty(), OptionalInt.of(8192)));
    }

    /** The fact that a strategy is refused with a message. */
    static Fact refused(String what, String strategy, int headDim, String message) {
        return new Observation(what, refusal(strategy, headDim), message);
    }
}
