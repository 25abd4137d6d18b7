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

    @Override
    public String name() {
        return "vector float, " + WIDTH + " lanes";
    }

    @Override
    public void multiply(float[] a, int at, int stride, float[] b, int panel, int depth, float[] c, int to, int width) {
        VectorTile.multiply(a, at, stride, 1, b, panel, depth, c, to, width);
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
