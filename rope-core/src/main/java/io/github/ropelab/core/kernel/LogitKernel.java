package io.github.ropelab.core.kernel;

/** Computes causal attention logits, a few rows at a time. Not thread safe. */
public interface LogitKernel {
    /** Number of tokens: rows and keys. */
    int tokens();

    /**
     * Logits of the queries {@code first .. first+count-1}, each against keys 0 .. its own position. How many rows are
     * asked for at once changes the speed and no bit of the result.
     *
     * @param first 0 .. tokens-1
     * @param count rows, at least 1
     * @param logits in [i] the first first+i+1 elements are written, the rest is left as it is
     */
    void rows(int first, int count, double[][] logits);

    /** One row: {@link #rows} with a count of 1. */
    default void row(int row, double[] logits) {
        rows(row, 1, new double[][] {logits});
    }
}
