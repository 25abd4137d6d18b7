package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PRECISION_POSITIONS;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.kernel.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Positions, frequencies or their product in bfloat16 or float16. Interpolated positions may be rounded before or after the
 * division.
 */
final class LowPrecision implements Family {
    private static final List<NumberFormat> FORMATS =
            List.of(NumberFormat.FLOAT32, NumberFormat.BFLOAT16, NumberFormat.FLOAT16);

    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        PositionEncoding declared = evidence.declaration().encoding();
        double[] omega = evidence.declared();
        double[] theta = evidence.setting().context().baseFrequencies().toArray();
        double divisor = evidence.commonDivisor().orElse(1);
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (NumberFormat positions : FORMATS) {
            for (NumberFormat frequencies : FORMATS) {
                for (NumberFormat product : FORMATS) {
                    if (positions == NumberFormat.FLOAT32
                            && frequencies == NumberFormat.FLOAT32
                            && product == NumberFormat.FLOAT32) {
                        continue;
                    }
                    double[] rounded = rounded(omega, frequencies);
                    hypotheses.add(hypothesis(
                            positions,
                            frequencies,
                            product,
                            (p, row, i) -> product.result(
                                    positions.round(p[evidence.axes().of(i)]) * rounded[i]),
                            declared.attention().amplitude()));
                    if (frequencies != NumberFormat.FLOAT32 && divisor == 1 && !evidence.plainDeclared()) {
                        double[] scaled = scaledAfter(omega, theta, frequencies);
                        hypotheses.add(hypothesis(
                                positions,
                                frequencies,
                                product,
                                (p, row, i) -> product.result(
                                        positions.round(p[evidence.axes().of(i)]) * scaled[i]),
                                declared.attention().amplitude()));
                    }
                    if (divisor != 1) {
                        double[] base = rounded(theta, frequencies);
                        hypotheses.add(hypothesis(
                                positions,
                                frequencies,
                                product,
                                (p, row, i) -> product.result(positions.result(positions.round(
                                                        p[evidence.axes().of(i)])
                                                / divisor)
                                        * base[i]),
                                declared.attention().amplitude()));
                    }
                }
            }
        }
        return hypotheses;
    }

    /** θ rounded before the declared scaling: ω·(round(θ)/θ). */
    private static double[] scaledAfter(double[] omega, double[] theta, NumberFormat format) {
        double[] scaled = omega.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= format.round((float) theta[i]) / theta[i];
        }
        return scaled;
    }

    private static double[] rounded(double[] omega, NumberFormat format) {
        double[] rounded = omega.clone();
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = format.round((float) rounded[i]);
        }
        return rounded;
    }

    private static Hypothesis hypothesis(
            NumberFormat positions,
            NumberFormat frequencies,
            NumberFormat product,
            RotationModel model,
            double amplitude) {
        Map<NumberFormat, List<String>> stages = new LinkedHashMap<>();
        add(stages, positions, "positions");
        add(stages, frequencies, "frequencies");
        add(stages, product, "product");
        List<String> words = new ArrayList<>();
        stages.forEach((format, names) -> words.add(spelt(format) + " " + joined(names)));
        String text = String.join(", ", words);
        boolean one = stages.size() == 1;
        return new Hypothesis(
                PRECISION_POSITIONS,
                "computed in too low a precision: " + text,
                Map.of(
                        "dtype",
                        text
                                + (positions != NumberFormat.FLOAT32
                                                && frequencies == NumberFormat.FLOAT32
                                                && product == NumberFormat.FLOAT32
                                        ? " only"
                                        : "")),
                model,
                amplitude,
                one ? Rank.FORMULA : Rank.OTHER_KIND);
    }

    private static void add(Map<NumberFormat, List<String>> stages, NumberFormat format, String stage) {
        if (format != NumberFormat.FLOAT32) {
            stages.computeIfAbsent(format, ignored -> new ArrayList<>()).add(stage);
        }
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    static String spelt(NumberFormat format) {
        return format == NumberFormat.FLOAT16 ? "fp16" : format.id();
    }
}
