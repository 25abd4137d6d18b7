package io.github.ropelab.report.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank (Spearman 1904).
 *
 * <p>The interval is that of Bonett and Wright 2000 (Psychometrika 65:23-28): tanh(artanh ρ ± 1.96 · √((1 + ρ²/2)/(n - 3))).
 * A ρ of ±1, whose artanh is infinite, has the interval of the nearest order that is not perfect, ρ = ±(1 - 12/(n(n² - 1))),
 * which is two neighbours exchanged, and reaches to ±1. With fewer than {@value #ENOUGH} pairs there is none.
 *
 * <p>p is two-sided: the share of orders of one side whose |ρ| is at least as large. All orders are tried up to {@value
 * #EXACT} pairs; beyond, {@value #ORDERS} drawn ones and the observed one, so it is never 0. The generator starts anew for
 * every p.
 *
 * @param rho from -1 to 1
 * @param n pairs
 * @param interval 95 %; absent where the pairs are too few
 * @param pValue two-sided
 */
public record Spearman(double rho, int n, Optional<Interval> interval, double pValue) {
    /** Fewest pairs for an interval. */
    public static final int ENOUGH = 5;

    /** Most pairs whose orders are all tried: 7! = 5040. */
    public static final int EXACT = 7;

    /** Drawn orders of a p that is not exact. */
    public static final int ORDERS = 9999;

    /** Seed of the generator, a Well19937c. */
    public static final int SEED = 20240501;

    private static final int FEWEST = 3;

    /** Two correlations of the same ranks in another order of summation. */
    private static final double ROUNDING = 1e-12;

    /** The correlation of pairs; empty with fewer than three, or where one side has one value alone. */
    public static Optional<Spearman> of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " values against " + y.length);
        }
        if (x.length < FEWEST || constant(x) || constant(y)) {
            return Optional.empty();
        }
        double[] a = ranks(x);
        double[] b = ranks(y);
        double rho = Math.max(-1, Math.min(1, new PearsonsCorrelation().correlation(a, b)));
        return Optional.of(new Spearman(rho, x.length, interval(rho, x.length), pValue(a, b)));
    }

    private static boolean constant(double[] values) {
        return Arrays.stream(values).distinct().count() == 1;
    }

    private static double[] ranks(double[] values) {
        return new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(values);
    }

    private static Optional<Interval> interval(double rho, int n) {
        if (n < ENOUGH) {
            return Optional.empty();
        }
        double most = 1 - 12.0 / (n * ((double) n * n - 1));
        double finite = Math.max(-most, Math.min(most, rho));
        double z = 0.5 * Math.log((1 + finite) / (1 - finite));
        double half = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + Estimate.LEVEL) / 2)
                * Math.sqrt((1 + finite * finite / 2) / (n - 3));
        return Optional.of(
                new Interval(finite > rho ? -1 : Math.tanh(z - half), finite < rho ? 1 : Math.tanh(z + half)));
    }

    /** Ranks have the same mean and spread in every order: the sum of products decides. */
    private static double pValue(double[] a, double[] b) {
        int n = a.length;
        double mean = (n + 1) / 2.0;
        double[] x = Arrays.stream(a).map(rank -> rank - mean).toArray();
        double[] y = Arrays.stream(b).map(rank -> rank - mean).toArray();
        double size = Math.sqrt(sum(x, x) * sum(y, y));
        double observed = Math.abs(sum(x, y)) - ROUNDING * size;
        if (n <= EXACT) {
            long[] counts = new long[2];
            count(x, y, n, observed, counts);
            return (double) counts[0] / counts[1];
        }
        RandomGenerator generator = new Well19937c(SEED);
        int asFar = 1;
        for (int order = 0; order < ORDERS; order++) {
            for (int i = n - 1; i > 0; i--) {
                swap(y, i, generator.nextInt(i + 1));
            }
            asFar += Math.abs(sum(x, y)) >= observed ? 1 : 0;
        }
        return (double) asFar / (ORDERS + 1);
    }

    /** Heap's algorithm over the first places: counts[0] of counts[1] orders lie as far from 0 as the observed one. */
    private static void count(double[] x, double[] y, int places, double observed, long[] counts) {
        if (places == 1) {
            counts[0] += Math.abs(sum(x, y)) >= observed ? 1 : 0;
            counts[1]++;
            return;
        }
        for (int i = 0; i < places; i++) {
            count(x, y, places - 1, observed, counts);
            swap(y, places % 2 == 0 ? i : 0, places - 1);
        }
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    private static double sum(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Whether the interval lies above 0: more of one goes with more of the other. */
    public boolean rises() {
        return interval.isPresent() && interval.get().low() > 0;
    }

    /** Whether the interval lies below 0: more of one goes with less of the other. */
    public boolean falls() {
        return interval.isPresent() && interval.get().high() < 0;
    }
}
