package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.BASE_WRONG;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.DYNAMIC_NTK;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.VARIANT_SUBSTITUTED;

import io.github.ropelab.core.FrequencySchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Plain frequencies of some base: a default that was not overwritten, or whatever base fits the rows. */
final class FreeBase implements ScheduleFamily {
    /** What engines fall back to: RoFormer's and Llama 2's base, Llama 3's, and Code Llama's. */
    private static final double[] DEFAULTS = {10_000, 500_000, 1_000_000};

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        double declared = evidence.setting().context().base();
        int width = 2 * evidence.sample().pairs();
        List<ScheduleGuess> guesses = new ArrayList<>();
        for (double base : DEFAULTS) {
            if (base != declared) {
                guesses.add(guess(evidence, base, Rank.NAMED));
            }
        }
        OptionalDouble fitted = new ParameterFit(evidence)
                .find(
                        base -> base > 1
                                ? Optional.of(
                                        FrequencySchedule.geometric(base, width).toArray())
                                : Optional.empty(),
                        declared);
        if (fitted.isPresent() && (fitted.getAsDouble() != declared || DynamicBase.isDynamicBase(evidence.setting()))) {
            guesses.add(guess(
                    evidence,
                    fitted.getAsDouble(),
                    Rounded.few(fitted.getAsDouble()) ? Rank.ROUND_PARAMETER : Rank.FITTED));
        }
        return guesses;
    }

    private static ScheduleGuess guess(Evidence evidence, double base, Rank rank) {
        Setting declared = evidence.setting();
        boolean plain = evidence.plainDeclared();
        boolean dynamic = DynamicBase.isDynamicBase(declared);
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("rope_type", dynamic ? "dynamic" : "default");
        boolean known = rank == Rank.NAMED;
        observed.put(plain || known ? "rope_theta" : "effective_theta", base);
        DefectCategory category = dynamic && !known ? DYNAMIC_NTK : plain || known ? BASE_WRONG : VARIANT_SUBSTITUTED;
        String text = Rounded.text(base);
        String defect =
                switch (category) {
                    case DYNAMIC_NTK -> dynamicDefect(declared, base);
                    case BASE_WRONG ->
                        plain
                                ? "the base is " + text + " instead of "
                                        + Rounded.text(declared.context().base())
                                : "plain frequencies of the base " + text + ": neither the declared base "
                                        + Rounded.text(declared.context().base()) + " nor the declared "
                                        + declared.ropeType() + " scaling is applied";
                    default ->
                        "plain frequencies of the single base " + text + " stand in the place of the declared "
                                + declared.ropeType() + " scaling";
                };
        return new ScheduleGuess(
                category,
                defect,
                observed,
                FrequencySchedule.geometric(base, 2 * evidence.sample().pairs()).toArray(),
                1,
                rank);
    }

    private static String dynamicDefect(Setting declared, double base) {
        double d = declared.context().geometry().rotaryDim();
        double s = ((Number) declared.strategy().parameters().get("factor")).doubleValue();
        double lambda = StrictMath.pow(base / declared.context().base(), (d - 2) / d);
        double length = (lambda + s - 1) / s * declared.context().lengths().trained();
        return "the dynamic base is " + Rounded.text(base) + ", that of a call of "
                + Rounded.text(Rounded.to(length, 5)) + " tokens";
    }
}
