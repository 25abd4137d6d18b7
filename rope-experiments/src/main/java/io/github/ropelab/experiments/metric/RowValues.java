package io.github.ropelab.experiments.metric;

import java.util.Arrays;

/**
 * The values of one pair of rows, one per statistic. A statistic that the row does not define is left out; one that is
 * infinite leaves every mean that it belongs to undefined.
 */
final class RowValues {
    private final double[] values;
    private final boolean[] defined;
    private final boolean[] infinite;

    RowValues(int statistics) {
        values = new double[statistics];
        defined = new boolean[statistics];
        infinite = new boolean[statistics];
    }

    void clear() {
        Arrays.fill(defined, false);
        Arrays.fill(infinite, false);
    }

    void set(int statistic, double value) {
        values[statistic] = value;
        defined[statistic] = true;
    }

    void setInfinite(int statistic) {
        infinite[statistic] = true;
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

    boolean infinite(int statistic) {
        return infinite[statistic];
    }

    double value(int statistic) {
        return values[statistic];
    }
}
