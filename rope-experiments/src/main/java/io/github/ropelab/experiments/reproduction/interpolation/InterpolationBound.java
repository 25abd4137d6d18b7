package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.DistanceCurve;

/**
 * How far a score between two grid points s1 and s2 may lie from the straight line between its values there (Chen et al.
 * 2023, arXiv 2306.15595, theorem 2.1). Bounds are per max |h_j|.
 *
 * @param left s1, tokens
 * @param right s2, tokens, above s1
 */
record InterpolationBound(double left, double right) {
    /** Between s1 and s1 + 1. */
    static InterpolationBound unit(double left) {
        return new InterpolationBound(left, left + 1);
    }

    /** {@code (1-λ)·a(s1) + λ·a(s2)}, {@code λ = (s-s1)/(s2-s1)}. */
    double line(double atLeft, double atRight, double s) {
        double share = (s - left) / (right - left);
        return (1 - share) * atLeft + share * atRight;
    }

    /** {@code |a(s) - a_lin(s)|}. */
    double error(DistanceCurve a, double s) {
        return Math.abs(a.at(s) - line(a.at(left), a.at(right), s));
    }

    /** The bound as printed: {@code d·(s-s1)(s2-s) / (8 ln c)}. */
    double printed(int d, double c, double s) {
        return d * (s - left) * (right - s) / (8 * StrictMath.log(c));
    }

    /** With the sum of the geometric series as it is: {@code (s-s1)(s2-s) / (2(1 - c^(-4/d)))}. */
    double corrected(int d, double c, double s) {
        return (s - left) * (right - s) / (2 * (1 - StrictMath.pow(c, -4.0 / d)));
    }

    /**
     * The largest error that any h with all {@code |h_j| <= 1} has at s: the error is the real part of
     * {@code Σ_j h_j·w_j}, and the h that turns every w_j onto the real axis reaches {@code Σ_j |w_j|}.
     */
    double largest(FrequencySchedule theta, double s) {
        double share = (s - left) / (right - left);
        double sum = 0;
        for (int j = 0; j < theta.pairs(); j++) {
            double back = (left - s) * theta.omega(j);
            double ahead = (right - s) * theta.omega(j);
            double real = 1 - (1 - share) * StrictMath.cos(back) - share * StrictMath.cos(ahead);
            double imaginary = -(1 - share) * StrictMath.sin(back) - share * StrictMath.sin(ahead);
            sum += Math.sqrt(real * real + imaginary * imaginary);
        }
        return sum;
    }
}
