package io.github.ropelab.core.kernel;

import io.github.ropelab.core.FrequencySchedule;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Frequencies in a {@link NumberFormat}. Engines do not round the exact ones; they compute {@code 1 / b^(2i/d)} in
 * float32, each of the three operations rounded, and linear scaling divides that once more. The result may lie an ulp
 * beside the rounded exact value, which at position 10⁵ moves the angle by 4·10⁻³. So a geometric schedule, {@code ω_i =
 * ω_0·b^(-2i/d)}, is computed in the engines' way. Of any other one each frequency is the engines' unmodified one times the
 * exact ratio to it, rounded: pairs that a strategy keeps (the fast ones of YaRN and Llama 3) then turn as in the engine.
 * Frequencies that are numbers of the format already stay, and where the base is not known all are rounded.
 */
final class RoundedFrequencies {
    /** Relative: a few roundings of pow in double, and far below an ulp of float32 (6·10⁻⁸). */
    private static final double GEOMETRIC = 1e-12;

    private RoundedFrequencies() {}

    /**
     * The frequencies in a format.
     *
     * @param base of the unmodified schedule, where it is known
     */
    static double[] of(FrequencySchedule frequencies, OptionalDouble base, NumberFormat format) {
        double[] omega = frequencies.toArray();
        if (base.isEmpty() || isGeometric(omega) || isOf(format, omega)) {
            return of(frequencies, format);
        }
        FrequencySchedule unmodified = FrequencySchedule.geometric(base.getAsDouble(), 2 * omega.length);
        double[] engine = of(unmodified, format);
        for (int i = 0; i < omega.length; i++) {
            omega[i] = format.result(engine[i] * (omega[i] / unmodified.omega(i)));
        }
        return omega;
    }

    /** As the longer form, of a geometric schedule or an unknown base. */
    static double[] of(FrequencySchedule frequencies, NumberFormat format) {
        double[] omega = frequencies.toArray();
        if (format == NumberFormat.FLOAT64) {
            return omega;
        }
        boolean geometric = isGeometric(omega);
        double base = geometric ? base(omega) : Double.NaN;
        double[] rounded = new double[omega.length];
        for (int i = 0; i < omega.length; i++) {
            double computed = omega[i];
            if (geometric) {
                double power = StrictMath.pow(format.operand(base), format.operand((double) i / omega.length));
                computed = format.operand(1 / format.operand(power)) / format.operand(1 / omega[0]);
            }
            rounded[i] = format.result(computed);
        }
        return rounded;
    }

    /** Whether all are numbers of the format already: who says frequencies to the bit means them. */
    private static boolean isOf(NumberFormat format, double[] omega) {
        return Arrays.stream(omega).allMatch(w -> format.result(w) == w);
    }

    /** (ω_0/ω_1)^(d/2). */
    private static double base(double[] omega) {
        return StrictMath.pow(omega[0] / omega[1], omega.length);
    }

    private static boolean isGeometric(double[] omega) {
        if (omega.length < 2 || omega[0] == 0 || omega[1] == 0) {
            return false;
        }
        double base = base(omega);
        for (int i = 0; i < omega.length; i++) {
            double expected = omega[0] * StrictMath.pow(base, -(double) i / omega.length);
            if (!(Math.abs(omega[i] - expected) <= GEOMETRIC * expected)) {
                return false;
            }
        }
        return true;
    }
}
