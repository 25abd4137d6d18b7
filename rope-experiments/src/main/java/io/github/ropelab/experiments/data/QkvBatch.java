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
 * @param v values; {@link #NO_VALUES} where there are none
 */
public record QkvBatch(int tokens, int headDim, double[] q, double[] k, double[] v) {
    /** Stands for values that are not known. */
    static final double[] NO_VALUES = {};

    /** Checks the shapes, and that every value is a finite number. */
    public QkvBatch {
        for (double[] rows : new double[][] {q, k, v}) {
            InvalidParameter.require(
                    rows.length == tokens * headDim || rows == NO_VALUES && rows == v,
                    "values",
                    rows.length,
                    "be tokens × head_dim = " + tokens * headDim);
        }
        requireFinite("q", q, headDim);
        requireFinite("k", k, headDim);
        requireFinite("v", v, headDim);
    }

    private static void requireFinite(String name, double[] values, int headDim) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new InvalidParameter(
                        name + " at token " + i / headDim + ", component " + i % headDim, values[i], "be finite");
            }
        }
    }
}
