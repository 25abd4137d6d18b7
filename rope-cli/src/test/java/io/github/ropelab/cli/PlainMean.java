package io.github.ropelab.cli;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A mean with Student's 95 % interval, by the textbook.
 *
 * @param mean of the values
 * @param half width of the interval on one side; 0 for one value
 * @param n number of values
 */
record PlainMean(double mean, double half, int n) {
    private static final double UPPER = 0.975;

    static PlainMean of(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        if (n == 1) {
            return new PlainMean(mean, 0, 1);
        }
        double variance =
                Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (n - 1);
        double quantile = new TDistribution(n - 1.0).inverseCumulativeProbability(UPPER);
        return new PlainMean(mean, quantile * Math.sqrt(variance / n), n);
    }

    double low() {
        return mean - half;
    }

    double high() {
        return mean + half;
    }

    /** The size of what enters. */
    double size() {
        return Math.abs(mean) + half;
    }
}
