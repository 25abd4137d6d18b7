package io.github.ropelab.core;

import java.util.Arrays;

/** Angular frequencies ω_i of the rotary pairs, in radians per token; immutable. */
public final class FrequencySchedule {
    private final double[] omega;

    private FrequencySchedule(double[] omega) {
        for (int pair = 0; pair < omega.length; pair++) {
            InvalidParameter.requireNotNegative("frequency of pair " + pair, omega[pair]);
        }
        this.omega = omega;
    }

    /** A schedule with the given frequencies [pairs], radians per token, each finite and at least 0. Copied. */
    public static FrequencySchedule of(double... omega) {
        return new FrequencySchedule(omega.clone());
    }

    /**
     * {@code θ_i = base^(-2i/rotaryDim)}, i = 0 .. rotaryDim/2 - 1 (Su et al. 2021, RoFormer, arXiv 2104.09864, section
     * 3.2).
     */
    public static FrequencySchedule geometric(double base, int rotaryDim) {
        return geometric(base, rotaryDim / 2, rotaryDim);
    }

    /** {@code θ_i = base^(-2i/denominator)} for some pairs: the exponent may count them over another width than theirs. */
    public static FrequencySchedule geometric(double base, int pairs, int denominator) {
        double[] theta = new double[pairs];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = StrictMath.pow(base, -2.0 * i / denominator);
        }
        return new FrequencySchedule(theta);
    }

    /** What a frequency map does to one pair. */
    @FunctionalInterface
    public interface PairMap {
        /** The new frequency of {@code pair}, whose frequency was {@code omega}; radians per token. */
        double apply(int pair, double omega);
    }

    /** The schedule with every pair mapped. */
    public FrequencySchedule map(PairMap map) {
        double[] mapped = new double[omega.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = map.apply(i, omega[i]);
        }
        return new FrequencySchedule(mapped);
    }

    /** Frequency of a pair, radians per token. */
    public double omega(int pair) {
        return omega[pair];
    }

    /** Tokens per full turn, {@code 2π/ω}; infinite for a pair that does not turn. */
    public double wavelength(int pair) {
        return 2 * Math.PI / omega[pair];
    }

    /** Number of pairs. */
    public int pairs() {
        return omega.length;
    }

    /** A copy of the frequencies [pairs], radians per token. */
    public double[] toArray() {
        return omega.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FrequencySchedule that && Arrays.equals(omega, that.omega);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(omega);
    }

    @Override
    public String toString() {
        return "FrequencySchedule" + Arrays.toString(omega);
    }
}
