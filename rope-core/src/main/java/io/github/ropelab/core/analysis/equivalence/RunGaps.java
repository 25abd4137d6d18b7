package io.github.ropelab.core.analysis.equivalence;

/** The signed extremes of a difference over each run of a {@link CellClass}. */
final class RunGaps {
    private final double[] low;
    private final double[] high;
    private final int[] lowKey;
    private final int[] highKey;
    private final double reach;

    RunGaps(int runs) {
        this(new double[runs], new double[runs], new int[runs], new int[runs], 0);
    }

    private RunGaps(double[] low, double[] high, int[] lowKey, int[] highKey, double reach) {
        this.low = low;
        this.high = high;
        this.lowKey = lowKey;
        this.highKey = highKey;
        this.reach = reach;
    }

    int runs() {
        return low.length;
    }

    void put(int run, double lowest, int keyOfLowest, double highest, int keyOfHighest) {
        low[run] = lowest;
        lowKey[run] = keyOfLowest;
        high[run] = highest;
        highKey[run] = keyOfHighest;
    }

    /** These gaps, of terms that reach the given size. */
    RunGaps reaching(double size) {
        return new RunGaps(low, high, lowKey, highKey, size);
    }

    /** Bound within which a difference is rounding. */
    double tolerance() {
        return Rounding.tolerance(reach);
    }

    /** Largest difference of the run, without its sign. */
    double size(int run) {
        return Math.max(Math.abs(low[run]), Math.abs(high[run]));
    }

    /** Largest difference of the run, with its sign. */
    double high(int run) {
        return high[run];
    }

    /** Index of the key at which {@link #size} is reached. */
    int key(int run) {
        return Math.abs(low[run]) > Math.abs(high[run]) ? lowKey[run] : highKey[run];
    }

    /** The run with the largest difference. */
    int worst() {
        int worst = 0;
        for (int run = 1; run < low.length; run++) {
            if (size(run) > size(worst)) {
                worst = run;
            }
        }
        return worst;
    }
}
