package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Independent z-scores, (estimate - expectation) / standard error: what chance makes of them. Too little scatter is as wrong as
 * too much.
 */
final class Scatter {
    /** Each bound is broken by chance once in 2000. */
    private static final double RISK = 5e-4;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private Scatter() {}

    /** The intervals of the largest |z|, of the share beyond 2 and of the mean square of so many z-scores. */
    static List<Published> expected(String statistic, String name, int count) {
        double share = 2 * NORMAL.cumulativeProbability(-2);
        double reach = NORMAL.inverseCumulativeProbability(1 - RISK);
        double off = reach * Math.sqrt(share * (1 - share) / count);
        double square = reach * Math.sqrt(2.0 / count);
        return List.of(
                Published.range(
                        name + "-largest-z",
                        "largest |z| of " + count + " estimates of the " + statistic,
                        "standard errors",
                        Origin.STATEMENT,
                        largest(count, RISK),
                        largest(count, 1 - RISK),
                        "quantiles 0.0005 and 0.9995 of the largest of so many normal values"),
                Published.range(
                        name + "-beyond-2",
                        "share of |z| above 2, " + statistic,
                        "share",
                        Origin.STATEMENT,
                        Math.max(0, share - off),
                        share + off,
                        "4.55 % of a normal law, with the binomial interval of so many, 0.05 % outside at each end"),
                Published.range(
                        name + "-mean-square-z",
                        "mean of z², " + statistic,
                        "1",
                        Origin.STATEMENT,
                        1 - square,
                        1 + square,
                        "1, with the interval of a chi-square of so many, 0.05 % outside at each end"));
    }

    /** The |z| that the largest of so many normal values stays below with a probability. */
    private static double largest(int count, double probability) {
        double each = StrictMath.pow(probability, 1.0 / count);
        return NORMAL.inverseCumulativeProbability((1 + each) / 2);
    }

    /** Adds what was found. */
    static void put(Recomputed recomputed, String name, double[] z) {
        recomputed
                .put(name + "-largest-z", Arrays.stream(z).map(Math::abs).max().orElseThrow())
                .put(
                        name + "-beyond-2",
                        (double) Arrays.stream(z).filter(v -> Math.abs(v) > 2).count() / z.length)
                .put(name + "-mean-square-z", meanSquare(z));
    }

    /** Mean of z². */
    static double meanSquare(double[] z) {
        double sum = 0;
        for (double v : z) {
            sum += v * v;
        }
        return sum / z.length;
    }

    /** Where a normal law has the i-th smallest of so many values: its quantile (i + 1/2)/count. */
    static double quantile(int i, int count) {
        return NORMAL.inverseCumulativeProbability((i + 0.5) / count);
    }
}
