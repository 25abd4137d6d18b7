package io.github.ropelab.report.stats;

import java.util.Collection;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A mean over heads or draws.
 *
 * @param mean arithmetic mean
 * @param standardError of the mean: sample standard deviation / √n; 0 for one value
 * @param n number of values
 */
public record Estimate(double mean, double standardError, long n) {
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
}
