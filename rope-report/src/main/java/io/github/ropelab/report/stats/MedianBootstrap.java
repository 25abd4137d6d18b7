package io.github.ropelab.report.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Percentile bootstrap interval of a median (Efron 1979). BCa is not used: its acceleration comes from a jackknife, which
 * is not consistent for medians. Every call starts the same generator anew, so an interval depends on the values alone.
 */
public final class MedianBootstrap {
    /** Resamples of each interval. */
    public static final int RESAMPLES = 1999;

    /** Share of the resampled medians that the interval holds. */
    public static final double LEVEL = 0.95;

    /** Seed of the generator, a Well19937c. */
    public static final int SEED = 20240501;

    private MedianBootstrap() {}

    /** The median of at least one value. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The interval; the order of the values does not matter. */
    public static Interval interval(double[] values) {
        int n = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] drawn = bySize(sorted);
        RandomGenerator generator = new Well19937c(SEED);
        double[] medians = new double[RESAMPLES];
        int[] times = new int[n];
        for (int r = 0; r < RESAMPLES; r++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < n; i++) {
                times[drawn[generator.nextInt(n)]]++;
            }
            medians[r] = (drawnValue(sorted, times, (n - 1) / 2) + drawnValue(sorted, times, n / 2)) / 2;
        }
        Arrays.sort(medians);
        int end = (int) Math.round((1 - LEVEL) / 2 * (RESAMPLES + 1));
        return new Interval(medians[end - 1], medians[RESAMPLES - end]);
    }

    /** Places in the sorted values by size without sign: draws by size make the interval of -x the mirror image of x's. */
    private static int[] bySize(double[] sorted) {
        return IntStream.range(0, sorted.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> Math.abs(sorted[i])))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The value at a place, counted from 0, of a resample that holds value i {@code times[i]} times. */
    private static double drawnValue(double[] sorted, int[] times, int place) {
        int before = 0;
        int i = 0;
        while (before + times[i] <= place) {
            before += times[i++];
        }
        return sorted[i];
    }
}
