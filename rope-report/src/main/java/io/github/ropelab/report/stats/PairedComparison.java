package io.github.ropelab.report.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A strategy against the baseline over pairs: values of both on the same heads or draws. Differences are strategy -
 * baseline.
 *
 * @param strategy label
 * @param baseline label
 * @param n pairs
 * @param medianDifference median of the differences
 * @param hodgesLehmann median of the averages of all pairs of differences, each with itself too (Hodges and Lehmann 1963)
 * @param interval of the median difference; absent where the pairs are too few
 * @param ranks the signed-rank test
 * @param adjusted Holm's p over the family; absent where the pairs are too few, and before the family is known
 */
public record PairedComparison(
        String strategy,
        String baseline,
        int n,
        double medianDifference,
        double hodgesLehmann,
        Optional<Interval> interval,
        SignedRank ranks,
        OptionalDouble adjusted) {
    /**
     * Fewest pairs for an interval and a p. Of fewer, even differences of one sign have a two-sided p above 0.05, and even
     * the whole range of the differences holds the median with less than 95 %: both follow from 2^(1-n).
     */
    public static final int ENOUGH = 6;

    /** Values that agree this well, relative to the larger, differ by rounding alone and count as equal. */
    private static final double ROUNDING = 1e-12;

    /**
     * Compares; at least one pair.
     *
     * @param values of the strategy
     * @param baselineValues of the baseline, in the same order
     */
    public static PairedComparison of(String strategy, String baseline, double[] values, double[] baselineValues) {
        double[] differences = differences(values, baselineValues);
        int n = values.length;
        return new PairedComparison(
                strategy,
                baseline,
                n,
                MedianBootstrap.median(differences),
                hodgesLehmann(differences),
                n < ENOUGH ? Optional.empty() : Optional.of(MedianBootstrap.interval(differences)),
                SignedRank.of(differences),
                OptionalDouble.empty());
    }

    /** Value - baseline value of every pair, 0 where rounding alone tells them apart. */
    public static double[] differences(double[] values, double[] baselineValues) {
        int n = values.length;
        if (n == 0 || n != baselineValues.length) {
            throw new IllegalArgumentException(n + " values against " + baselineValues.length);
        }
        double[] differences = new double[n];
        for (int i = 0; i < n; i++) {
            double rounding = ROUNDING * Math.max(Math.abs(values[i]), Math.abs(baselineValues[i]));
            double difference = values[i] - baselineValues[i];
            differences[i] = Math.abs(difference) <= rounding ? 0 : difference;
        }
        return differences;
    }

    static double hodgesLehmann(double[] differences) {
        int n = differences.length;
        double[] averages = new double[n * (n + 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                averages[at++] = (differences[i] + differences[j]) / 2;
            }
        }
        return MedianBootstrap.median(averages);
    }

    /** Whether there are pairs enough for a p. */
    public boolean enough() {
        return n >= ENOUGH;
    }

    /** The same with Holm's p. */
    public PairedComparison adjusted(double pValue) {
        return new PairedComparison(
                strategy, baseline, n, medianDifference, hodgesLehmann, interval, ranks, OptionalDouble.of(pValue));
    }
}
