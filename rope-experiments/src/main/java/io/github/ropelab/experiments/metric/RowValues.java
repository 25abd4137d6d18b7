package io.github.ropelab.experiments.metric;

import java.util.Arrays;

/** The values of one pair of rows, one per statistic; a statistic that the row does not define is left out. */
final class RowValues {
    private final double[] values;
    private final boolean[] defined;

    RowValues(int statistics) {
        values = new double[statistics];
        defined = new boolean[statistics];
    }

    void clear() {
        Arrays.fill(defined, false);
    }

    void set(int statistic, double value) {
        values[statistic] = value;
        defined[statistic] = true;
    }

    /** Values of a descriptive metric at {@code first}, {@code first + 1}, {@code first + 2}: both sides and the change. */
    void setBoth(int first, double reference, double strategy) {
        set(first, reference);
        set(first + 1, strategy);
        set(first + 2, strategy - reference);
    }

    boolean defined(int statistic) {
        return defined[statistic];
    }

    double value(int statistic) {
        return values[statistic];
    }
}
