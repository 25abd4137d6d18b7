package io.github.ropelab.model.kernel;

import io.github.ropelab.core.InvalidParameter;

/**
 * A weight matrix W in float32, row-major, as checkpoints store it: {@code y = x·Wᵀ}. The array is shared, nobody writes
 * to it.
 *
 * @param rows components of y
 * @param columns components of x
 * @param values [rows][columns]
 */
public record Matrix(int rows, int columns, float[] values) {
    /** Checks the size. */
    public Matrix {
        InvalidParameter.require(
                values.length == Math.multiplyExact(rows, columns),
                "values",
                values.length,
                "be rows × columns = " + rows + " × " + columns);
    }
}
