package io.github.ropelab.vector;

import io.github.ropelab.core.kernel.FloatLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rotation with as many lanes as the machine has; two heads at a time, so that each piece of the table is loaded once
 * for both. Products and sums are not fused: the bits are those of the plain loops.
 */
public final class VectorFloatLoops implements FloatLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Lane 2i gets lane 2i+1 and the other way round. */
    private static final VectorShuffle<Float> SWAPPED = VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

    @Override
    public String name() {
        return "vector float, " + LANES + " lanes";
    }

    @Override
    public void halfSplit(float[] x, Rows rows, float[] cos, float[] sin, int from) {
        int pairs = rows.pairs();
        for (int h = 0; h < rows.heads(); h += 2) {
            boolean two = h + 1 < rows.heads();
            for (int t = 0; t < rows.tokens(); t++) {
                int row = from + t * pairs;
                if (two) {
                    halfSplitTwo(x, rows.at(h, t), rows.at(h + 1, t), pairs, cos, sin, row);
                } else {
                    halfSplitOne(x, rows.at(h, t), 0, pairs, cos, sin, row);
                }
            }
        }
    }

    private static void halfSplitTwo(float[] x, int a, int b, int pairs, float[] cos, float[] sin, int row) {
        int i = 0;
        for (; i <= pairs - LANES; i += LANES) {
            FloatVector c = FloatVector.fromArray(SPECIES, cos, row + i);
            FloatVector s = FloatVector.fromArray(SPECIES, sin, row + i);
            FloatVector a1 = FloatVector.fromArray(SPECIES, x, a + i);
            FloatVector a2 = FloatVector.fromArray(SPECIES, x, a + pairs + i);
            a1.mul(c).sub(a2.mul(s)).intoArray(x, a + i);
            a2.mul(c).add(a1.mul(s)).intoArray(x, a + pairs + i);
            FloatVector b1 = FloatVector.fromArray(SPECIES, x, b + i);
            FloatVector b2 = FloatVector.fromArray(SPECIES, x, b + pairs + i);
            b1.mul(c).sub(b2.mul(s)).intoArray(x, b + i);
            b2.mul(c).add(b1.mul(s)).intoArray(x, b + pairs + i);
        }
        if (i < pairs) {
            halfSplitOne(x, a, i, pairs, cos, sin, row);
            halfSplitOne(x, b, i, pairs, cos, sin, row);
        }
    }

    private static void halfSplitOne(float[] x, int a, int start, int pairs, float[] cos, float[] sin, int row) {
        int i = start;
        for (; i <= pairs - LANES; i += LANES) {
            FloatVector c = FloatVector.fromArray(SPECIES, cos, row + i);
            FloatVector s = FloatVector.fromArray(SPECIES, sin, row + i);
            FloatVector a1 = FloatVector.fromArray(SPECIES, x, a + i);
            FloatVector a2 = FloatVector.fromArray(SPECIES, x, a + pairs + i);
            a1.mul(c).sub(a2.mul(s)).intoArray(x, a + i);
            a2.mul(c).add(a1.mul(s)).intoArray(x, a + pairs + i);
        }
        for (; i < pairs; i++) {
            float first = x[a + i];
            float second = x[a + pairs + i];
            x[a + i] = first * cos[row + i] - second * sin[row + i];
            x[a + pairs + i] = second * cos[row + i] + first * sin[row + i];
        }
    }

    @Override
    public void interleaved(float[] x, Rows rows, float[] cos, float[] sin, int from) {
        int width = 2 * rows.pairs();
        for (int h = 0; h < rows.heads(); h += 2) {
            boolean two = h + 1 < rows.heads();
            for (int t = 0; t < rows.tokens(); t++) {
                int row = from + t * width;
                if (two) {
                    interleavedTwo(x, rows.at(h, t), rows.at(h + 1, t), width, cos, sin, row);
                } else {
                    interleavedOne(x, rows.at(h, t), 0, width, cos, sin, row);
                }
            }
        }
    }

    private static void interleavedTwo(float[] x, int a, int b, int width, float[] cos, float[] sin, int row) {
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector c = FloatVector.fromArray(SPECIES, cos, row + i);
            FloatVector s = FloatVector.fromArray(SPECIES, sin, row + i);
            FloatVector u = FloatVector.fromArray(SPECIES, x, a + i);
            FloatVector v = FloatVector.fromArray(SPECIES, x, b + i);
            u.mul(c).add(u.rearrange(SWAPPED).mul(s)).intoArray(x, a + i);
            v.mul(c).add(v.rearrange(SWAPPED).mul(s)).intoArray(x, b + i);
        }
        if (i < width) {
            interleavedOne(x, a, i, width, cos, sin, row);
            interleavedOne(x, b, i, width, cos, sin, row);
        }
    }

    private static void interleavedOne(float[] x, int a, int start, int width, float[] cos, float[] sin, int row) {
        int i = start;
        for (; i <= width - LANES; i += LANES) {
            FloatVector c = FloatVector.fromArray(SPECIES, cos, row + i);
            FloatVector s = FloatVector.fromArray(SPECIES, sin, row + i);
            FloatVector u = FloatVector.fromArray(SPECIES, x, a + i);
            u.mul(c).add(u.rearrange(SWAPPED).mul(s)).intoArray(x, a + i);
        }
        for (; i < width; i += 2) {
            float first = x[a + i];
            float second = x[a + i + 1];
            x[a + i] = first * cos[row + i] + second * sin[row + i];
            x[a + i + 1] = second * cos[row + i] + first * sin[row + i + 1];
        }
    }
}
