package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PARTIAL_ROTARY;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.SIGN_FORMULA;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.RopeContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** θ_i = b^e with a wrong exponent e: another counting of pairs, sign, or width d. */
final class WrongExponent implements ScheduleFamily {
    private interface Exponent {
        double of(double i, double d);
    }

    private static final Map<String, Exponent> EXPONENTS = exponents();

    private static Map<String, Exponent> exponents() {
        Map<String, Exponent> all = new LinkedHashMap<>();
        all.put("-(2i+1)/d", (i, d) -> -(2 * i + 1) / d);
        all.put("-2(i+1)/d", (i, d) -> -2 * (i + 1) / d);
        all.put("-i/d", (i, d) -> -i / d);
        all.put("-4i/d", (i, d) -> -4 * i / d);
        all.put("+2i/d", (i, d) -> 2 * i / d);
        all.put("-2i/(d-2)", (i, d) -> -2 * i / (d - 2));
        all.put("-2(d/2-1-i)/d", (i, d) -> -2 * (d / 2 - 1 - i) / d);
        all.put("-2·floor(i/2)/d", (i, d) -> -2 * Math.floor(i / 2) / d);
        all.put("-4·floor(i/2)/d", (i, d) -> -4 * Math.floor(i / 2) / d);
        all.put("0", (i, d) -> 0);
        return all;
    }

    @Override
    public List<ScheduleGuess> guesses(Evidence evidence) {
        RopeContext context = evidence.setting().context();
        int width = context.geometry().rotaryDim();
        List<ScheduleGuess> guesses = new ArrayList<>();
        EXPONENTS.forEach((text, exponent) -> {
            Map<String, Object> observed = new LinkedHashMap<>();
            observed.put("exponent", text);
            if (text.equals("0")) {
                observed.put("omega", "1 for every pair");
            }
            guesses.addAll(both(
                    evidence,
                    SIGN_FORMULA,
                    text.equals("0")
                            ? "every pair turns by 1 radian per token: the exponent is 0, as by integer division"
                            : "the exponent of the base is " + text + " instead of -2i/d",
                    observed,
                    theta(context.base(), exponent, width)));
        });
        for (int denominator : new int[] {context.geometry().headDim(), 2 * width}) {
            if (denominator != width) {
                guesses.addAll(both(
                        evidence,
                        PARTIAL_ROTARY,
                        "the exponent counts pairs over " + denominator + " components instead of the " + width
                                + " that rotate",
                        Map.of(
                                "freq_denominator",
                                denominator,
                                "rotated_pairs",
                                width / 2,
                                "partner_offset",
                                PairChoice.of(context.geometry()).offset()),
                        FrequencySchedule.geometric(context.base(), width / 2, denominator)
                                .toArray()));
            }
        }
        return guesses;
    }

    private static double[] theta(double base, Exponent exponent, int width) {
        double[] theta = new double[width / 2];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = StrictMath.pow(base, exponent.of(i, width));
        }
        return theta;
    }

    /** The wrong frequencies alone, and with the declared scaling on them. */
    private static List<ScheduleGuess> both(
            Evidence evidence, DefectCategory category, String defect, Map<String, Object> observed, double[] theta) {
        double amplitude = evidence.declaration().encoding().attention().amplitude();
        List<ScheduleGuess> guesses = new ArrayList<>();
        guesses.add(new ScheduleGuess(category, defect, observed, theta, 1, Rank.FORMULA));
        if (!evidence.plainDeclared()) {
            double[] right = evidence.setting().context().baseFrequencies().toArray();
            double[] scaled = evidence.declared();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= theta[i] / right[i];
            }
            guesses.add(new ScheduleGuess(category, defect, observed, scaled, amplitude, Rank.FORMULA));
        }
        return guesses;
    }
}
