package io.github.ropelab.vector;

import io.github.ropelab.core.kernel.MatrixLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A tile of a product, 4 rows of a times 64 columns of b, in as many registers as the machine has. */
final class VectorTile {
    private static final VectorSpecies<Float> SPECIES = VectorExp.SPECIES;
    private static final int WIDTH = SPECIES.length();
    private static final int COLUMNS = MatrixLoops.COLUMNS;

    /** Registers: 16 sums of four vectors of columns where there are 32 of them, else 8. */
    private static final boolean WIDE = WIDTH == 16;

    private VectorTile() {}

    /**
     * {@code c = a·b}.
     *
     * @param a component i of row r at {@code at + r·row + i·step}. Not modified.
     * @param b [depth][64] from {@code panel} on. Not modified.
     * @param depth components that are summed over
     * @param c row r begins at {@code to + r·width}. Written.
     */
    static void multiply(
            float[] a, int at, int row, int step, float[] b, int panel, int depth, float[] c, int to, int width) {
        if (WIDE) {
            fourVectors(a, at, row, step, b, panel, depth, c, to, width);
        } else {
            for (int n = 0; n < COLUMNS; n += 2 * WIDTH) {
                twoVectors(a, at, row, step, b, panel + n, depth, c, to + n, width);
            }
        }
    }

    private static void fourVectors(
            float[] a, int at, int row, int step, float[] b, int panel, int depth, float[] c, int to, int width) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector a2 = FloatVector.zero(SPECIES);
        FloatVector a3 = FloatVector.zero(SPECIES);
        FloatVector b0 = FloatVector.zero(SPECIES);
        FloatVector b1 = FloatVector.zero(SPECIES);
        FloatVector b2 = FloatVector.zero(SPECIES);
        FloatVector b3 = FloatVector.zero(SPECIES);
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        FloatVector d0 = FloatVector.zero(SPECIES);
        FloatVector d1 = FloatVector.zero(SPECIES);
        FloatVector d2 = FloatVector.zero(SPECIES);
        FloatVector d3 = FloatVector.zero(SPECIES);
        for (int i = 0; i < depth; i++) {
            int column = panel + i * COLUMNS;
            int first = at + i * step;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, column);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, column + WIDTH);
            FloatVector v2 = FloatVector.fromArray(SPECIES, b, column + 2 * WIDTH);
            FloatVector v3 = FloatVector.fromArray(SPECIES, b, column + 3 * WIDTH);
            FloatVector factor = FloatVector.broadcast(SPECIES, a[first]);
            a0 = factor.fma(v0, a0);
            a1 = factor.fma(v1, a1);
            a2 = factor.fma(v2, a2);
            a3 = factor.fma(v3, a3);
            factor = FloatVector.broadcast(SPECIES, a[first + row]);
            b0 = factor.fma(v0, b0);
            b1 = factor.fma(v1, b1);
            b2 = factor.fma(v2, b2);
            b3 = factor.fma(v3, b3);
            factor = FloatVector.broadcast(SPECIES, a[first + 2 * row]);
            c0 = factor.fma(v0, c0);
            c1 = factor.fma(v1, c1);
            c2 = factor.fma(v2, c2);
            c3 = factor.fma(v3, c3);
            factor = FloatVector.broadcast(SPECIES, a[first + 3 * row]);
            d0 = factor.fma(v0, d0);
            d1 = factor.fma(v1, d1);
            d2 = factor.fma(v2, d2);
            d3 = factor.fma(v3, d3);
        }
        store(a0, a1, a2, a3, c, to);
        store(b0, b1, b2, b3, c, to + width);
        store(c0, c1, c2, c3, c, to + 2 * width);
        store(d0, d1, d2, d3, c, to + 3 * width);
    }

    private static void store(FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3, float[] c, int to) {
        v0.intoArray(c, to);
        v1.intoArray(c, to + WIDTH);
        v2.intoArray(c, to + 2 * WIDTH);
        v3.intoArray(c, to + 3 * WIDTH);
    }

    private static void twoVectors(
            float[] a, int at, int row, int step, float[] b, int panel, int depth, float[] c, int to, int width) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector b0 = FloatVector.zero(SPECIES);
        FloatVector b1 = FloatVector.zero(SPECIES);
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector d0 = FloatVector.zero(SPECIES);
        FloatVector d1 = FloatVector.zero(SPECIES);
        for (int i = 0; i < depth; i++) {
            int column = panel + i * COLUMNS;
            int first = at + i * step;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, column);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, column + WIDTH);
            FloatVector factor = FloatVector.broadcast(SPECIES, a[first]);
            a0 = factor.fma(v0, a0);
            a1 = factor.fma(v1, a1);
            factor = FloatVector.broadcast(SPECIES, a[first + row]);
            b0 = factor.fma(v0, b0);
            b1 = factor.fma(v1, b1);
            factor = FloatVector.broadcast(SPECIES, a[first + 2 * row]);
            c0 = factor.fma(v0, c0);
            c1 = factor.fma(v1, c1);
            factor = FloatVector.broadcast(SPECIES, a[first + 3 * row]);
            d0 = factor.fma(v0, d0);
            d1 = factor.fma(v1, d1);
        }
        a0.intoArray(c, to);
        a1.intoArray(c, to + WIDTH);
        b0.intoArray(c, to + width);
        b1.intoArray(c, to + width + WIDTH);
        c0.intoArray(c, to + 2 * width);
        c1.intoArray(c, to + 2 * width + WIDTH);
        d0.intoArray(c, to + 3 * width);
        d1.intoArray(c, to + 3 * width + WIDTH);
    }
}
