package io.github.ropelab.experiments.reproduction.identity;

import io.github.ropelab.core.FrequencySchedule;
import java.util.stream.IntStream;

/** How far two results lie apart. */
final class Gaps {
    private Gaps() {}

    /** Largest |a - b|. */
    static double absolute(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }

    /** Largest |a/b - 1|. */
    static double relative(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] / b[i] - 1))
                .max()
                .orElseThrow();
    }

    /** Largest |a/b - 1| over the pairs. */
    static double relative(FrequencySchedule a, FrequencySchedule b) {
        return relative(a.toArray(), b.toArray());
    }
}
