package io.github.ropelab.core.kernel;

/** Computes causal attention logits row by row. Not thread safe. */
public interface LogitKernel {
    /** Number of tokens: rows and keys. */
    int tokens();

    /**
     * Logits of query {@code row} against keys 0 .. row.
     *
     * @param row 0 .. tokens-1
     * @param logits the first row+1 elements are written, the rest is left as it is
     */
    void row(int row, double[] logits);
}
