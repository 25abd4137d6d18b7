package io.github.ropelab.experiments.reproduction.frequency;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * How alike the pairs of a schedule see distances that are uniform on [0, L]: the kernel
 * K_ij = (1/L)·∫ cos(ω_i·Δ)·cos(ω_j·Δ) dΔ = (sinc((ω_i-ω_j)·L) + sinc((ω_i+ω_j)·L))/2.
 */
final class PhaseCollision {
    /** Below, sin x/x is 1 - x²/6 to all digits. */
    private static final double SMALL = 1e-4;

    private final double[][] kernel;

    /**
     * The kernel of a schedule.
     *
     * @param omega frequencies, radians per token
     * @param length L, tokens
     */
    PhaseCollision(double[] omega, double length) {
        kernel = new double[omega.length][omega.length];
        for (int i = 0; i < omega.length; i++) {
            for (int j = 0; j < omega.length; j++) {
                kernel[i][j] = (sinc((omega[i] - omega[j]) * length) + sinc((omega[i] + omega[j]) * length)) / 2;
            }
        }
    }

    /** Σ_{i &lt; j} K_ij²/(K_ii·K_jj). */
    double score() {
        double score = 0;
        for (int j = 0; j < kernel.length; j++) {
            for (int i = 0; i < j; i++) {
                score += kernel[i][j] * kernel[i][j] / (kernel[i][i] * kernel[j][j]);
            }
        }
        return score;
    }

    /** exp of the entropy of the kernel's eigenvalues, taken as shares of their sum; those that rounding left below 0 count as 0. */
    double effectiveRank() {
        double[] values = new EigenDecomposition(new Array2DRowRealMatrix(kernel, false)).getRealEigenvalues();
        double sum = 0;
        for (double value : values) {
            sum += Math.max(0, value);
        }
        double entropy = 0;
        for (double value : values) {
            entropy -= value > 0 ? value / sum * StrictMath.log(value / sum) : 0;
        }
        return StrictMath.exp(entropy);
    }

    static double sinc(double x) {
        return Math.abs(x) < SMALL ? 1 - x * x / 6 : StrictMath.sin(x) / x;
    }
}
