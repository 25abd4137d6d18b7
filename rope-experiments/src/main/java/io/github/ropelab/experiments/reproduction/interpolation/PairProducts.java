package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.DistanceCurve;
import java.util.Arrays;

/**
 * The h_j of a score as a function of the distance, {@code a(s) = Re Σ_j h_j·exp(i·s·θ_j)} with {@code h_j = q_j·conj(k_j)}
 * of the complex pairs (Chen et al. 2023, arXiv 2306.15595, equation 3).
 *
 * @param real [pairs]
 * @param imaginary [pairs]
 */
record PairProducts(double[] real, double[] imaginary) {
    /** Of vectors whose pair j is components j and j + d/2. */
    static PairProducts of(double[] q, double[] k) {
        int pairs = q.length / 2;
        double[] real = new double[pairs];
        double[] imaginary = new double[pairs];
        for (int j = 0; j < pairs; j++) {
            real[j] = q[j] * k[j] + q[j + pairs] * k[j + pairs];
            imaginary[j] = q[j + pairs] * k[j] - q[j] * k[j + pairs];
        }
        return new PairProducts(real, imaginary);
    }

    /** {@code h_j = exp(i·by·θ_j)}, all of size 1. */
    static PairProducts turned(FrequencySchedule theta, double by) {
        double[] real = new double[theta.pairs()];
        double[] imaginary = new double[theta.pairs()];
        for (int j = 0; j < real.length; j++) {
            real[j] = StrictMath.cos(by * theta.omega(j));
            imaginary[j] = StrictMath.sin(by * theta.omega(j));
        }
        return new PairProducts(real, imaginary);
    }

    /** max |h_j|. */
    double largest() {
        double largest = 0;
        for (int j = 0; j < real.length; j++) {
            largest = Math.max(largest, Math.sqrt(real[j] * real[j] + imaginary[j] * imaginary[j]));
        }
        return largest;
    }

    /** The same directions, all of size 1. */
    PairProducts ofSizeOne() {
        double[] x = real.clone();
        double[] y = imaginary.clone();
        for (int j = 0; j < x.length; j++) {
            double size = Math.sqrt(x[j] * x[j] + y[j] * y[j]);
            x[j] /= size;
            y[j] /= size;
        }
        return new PairProducts(x, y);
    }

    /** A query with these products for a key of ones and zeros, {@link #ofOnes}. */
    double[] query() {
        double[] q = new double[2 * real.length];
        System.arraycopy(real, 0, q, 0, real.length);
        System.arraycopy(imaginary, 0, q, real.length, real.length);
        return q;
    }

    /** The key whose complex pairs are all 1. */
    static double[] ofOnes(int headDim) {
        double[] k = new double[headDim];
        Arrays.fill(k, 0, headDim / 2, 1);
        return k;
    }

    /** a(s). */
    DistanceCurve curve(FrequencySchedule theta) {
        double[] sines = new double[imaginary.length];
        for (int j = 0; j < sines.length; j++) {
            sines[j] = -imaginary[j];
        }
        return new DistanceCurve(theta, real, sines);
    }
}
