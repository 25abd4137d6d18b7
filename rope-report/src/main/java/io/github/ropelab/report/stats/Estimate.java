package io.github.ropelab.report.stats;

import java.util.Collection;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A mean over heads or draws.
 *
 * @param mean arithmetic mean
 * @param standardError of the mean: sample standard deviation / √n; 0 for one value
 * @param n number of values
 */
public record Estimate(double mean, double standardError, long n) {
    /** The level of intervals, two-sided. */
    public static final double LEVEL = 0.95;

    /** The estimate of at least one value. */
    public static Estimate of(Collection<Double> values) {
        SummaryStatistics statistics = new SummaryStatistics();
        values.forEach(statistics::addValue);
        if (statistics.getN() == 0) {
            throw new IllegalArgumentException("no value to estimate from");
        }
        double error = statistics.getN() == 1 ? 0 : statistics.getStandardDeviation() / Math.sqrt(statistics.getN());
        return new Estimate(statistics.getMean(), error, statistics.getN());
    }

    /** Student's interval of the mean, mean ± t(n - 1) · standard error; the mean itself for one value. */
    public Interval interval() {
        return interval(n == 1 || standardError == 0 ? 0 : quantile(n));
    }

    /** The same interval for callers who keep the quantile, because they ask for thousands of intervals of the same n. */
    public Interval interval(double quantile) {
        double half = standardError == 0 ? 0 : quantile * standardError;
        return new Interval(mean - half, mean + half);
    }

    /** Student's t(n - 1), two-sided, of a mean of n values, at least two. */
    public static double quantile(long n) {
        return new TDistribution(n - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2);
    }
}
