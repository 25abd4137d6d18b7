package io.github.ropelab.report.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction for several tests (Holm 1979); valid however the tests depend on each other. */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values, in the order of the given ones: the i-th smallest of k is multiplied by k - i + 1, is no smaller
     * than those before it, and at most 1.
     */
    public static double[] adjust(List<Double> pValues) {
        int k = pValues.size();
        int[] order = IntStream.range(0, k)
                .boxed()
                .sorted(Comparator.comparing(pValues::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[k];
        double largest = 0;
        for (int i = 0; i < k; i++) {
            largest = Math.max(largest, Math.min(1, (k - i) * pValues.get(order[i])));
            adjusted[order[i]] = largest;
        }
        return adjusted;
    }
}
