package io.github.ropelab.model.kernel;

import io.github.ropelab.core.kernel.MatrixLoops;

/** Up to {@link MatrixLoops#COLUMNS} rows of numbers as the columns of a panel [depth][COLUMNS]. */
final class Panel {
    /** Components at a time: a cache line of each row. */
    private static final int LINE = 16;

    private Panel() {}

    /**
     * Transposes rows.
     *
     * @param x rows of {@code depth} components, one after the other from {@code at} on
     * @param rows how many; the other columns of the panel are left as they are
     * @param panel written from {@code to} on
     */
    static void transpose(float[] x, int at, int depth, int rows, float[] panel, int to) {
        for (int from = 0; from < depth; from += LINE) {
            int end = Math.min(from + LINE, depth);
            for (int row = 0; row < rows; row++) {
                int source = at + row * depth;
                int target = to + row;
                for (int c = from; c < end; c++) {
                    panel[target + c * MatrixLoops.COLUMNS] = x[source + c];
                }
            }
        }
    }
}
