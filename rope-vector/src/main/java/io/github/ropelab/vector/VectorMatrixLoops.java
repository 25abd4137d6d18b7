package io.github.ropelab.vector;

import io.github.ropelab.core.kernel.MatrixLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles with as many lanes as the machine has, at most 16. Products are fused, and each component is one sum in the order
 * of the depth: the bits do not depend on the number of lanes.
 */
public final class VectorMatrixLoops implements MatrixLoops {
    private static final VectorSpecies<Float> SPECIES = VectorExp.SPECIES;
    private static final int WIDTH = SPECIES.length();

    /** Registers: 16 sums of four vectors of columns where there are 32 of them, else 8. */
    private static final boolean WIDE = WIDTH == 16;

    @Override
    public String name() {
        return "vector float, " + WIDTH + " lanes";
    }

    @Override
    public void multiply(float[] a, int at, int stride, float[] b, int panel, int depth, float[] c, int to, int width) {
        if (WIDE) {
            fourVectors(a, at, stride, b, panel, depth, c, to, width);
        } else {
            for (int n = 0; n < COLUMNS; n += 2 * WIDTH) {
                twoVectors(a, at, stride, b, panel + n, depth, c, to + n, width);
            }
        }
    }

    private static void fourVectors(
            float[] a, int at, int stride, float[] b, int panel, int depth, float[] c, int to, int width) {
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
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, column);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, column + WIDTH);
            FloatVector v2 = FloatVector.fromArray(SPECIES, b, column + 2 * WIDTH);
            FloatVector v3 = FloatVector.fromArray(SPECIES, b, column + 3 * WIDTH);
            FloatVector row = FloatVector.broadcast(SPECIES, a[at + i]);
            a0 = row.fma(v0, a0);
            a1 = row.fma(v1, a1);
            a2 = row.fma(v2, a2);
            a3 = row.fma(v3, a3);
            row = FloatVector.broadcast(SPECIES, a[at + stride + i]);
            b0 = row.fma(v0, b0);
            b1 = row.fma(v1, b1);
            b2 = row.fma(v2, b2);
            b3 = row.fma(v3, b3);
            row = FloatVector.broadcast(SPECIES, a[at + 2 * stride + i]);
            c0 = row.fma(v0, c0);
            c1 = row.fma(v1, c1);
            c2 = row.fma(v2, c2);
            c3 = row.fma(v3, c3);
            row = FloatVector.broadcast(SPECIES, a[at + 3 * stride + i]);
            d0 = row.fma(v0, d0);
            d1 = row.fma(v1, d1);
            d2 = row.fma(v2, d2);
            d3 = row.fma(v3, d3);
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
            float[] a, int at, int stride, float[] b, int panel, int depth, float[] c, int to, int width) {
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
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, column);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, column + WIDTH);
            FloatVector row = FloatVector.broadcast(SPECIES, a[at + i]);
            a0 = row.fma(v0, a0);
            a1 = row.fma(v1, a1);
            row = FloatVector.broadcast(SPECIES, a[at + stride + i]);
            b0 = row.fma(v0, b0);
            b1 = row.fma(v1, b1);
            row = FloatVector.broadcast(SPECIES, a[at + 2 * stride + i]);
            c0 = row.fma(v0, c0);
            c1 = row.fma(v1, c1);
            row = FloatVector.broadcast(SPECIES, a[at + 3 * stride + i]);
            d0 = row.fma(v0, d0);
            d1 = row.fma(v1, d1);
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

    @Override
    public void gate(float[] gate, float[] up, int from, int to) {
        for (int i = from; i < to; i += WIDTH) {
            VectorMask<Float> inside = SPECIES.indexInRange(i, to);
            FloatVector z = FloatVector.fromArray(SPECIES, gate, i, inside);
            FloatVector weight = VectorExp.negative(VectorExp.cut(z.abs()));
            FloatVector above = weight.blend(1, z.compare(VectorOperators.GE, 0));
            z.mul(above.div(weight.add(1)).mul(FloatVector.fromArray(SPECIES, up, i, inside)))
                    .intoArray(gate, i, inside);
        }
    }
}
