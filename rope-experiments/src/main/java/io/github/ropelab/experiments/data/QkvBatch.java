package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;

/**
 * Queries, keys and values of one head, before rotation, at positions 0 .. tokens-1; row-major [tokens][headDim]. The
 * arrays are shared, not copied: nobody writes to them.
 *
 * @param tokens rows
 * @param headDim columns
 * @param q queries
 * @param k keys
 * @param v values
 */
public record QkvBatch(int tokens, int headDim, double[] q, double[] k, double[] v) {
    /** Checks the shapes. */
    public QkvBatch {
        for (double[] rows : new double[][] {q, k, v}) {
            InvalidParameter.require(
                    rows.length == tokens * headDim,
                    "values",
                    rows.length,
                    "be tokens × head_dim = " + tokens * headDim);
        }
    }
}
