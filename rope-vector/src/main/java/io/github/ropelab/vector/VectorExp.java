package io.github.ropelab.vector;

import io.github.ropelab.core.kernel.FloatExp;
import io.github.ropelab.core.kernel.ScoreLoops;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** exp(-y) on as many lanes as the machine has, at most 16. */
final class VectorExp {
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? IntVector.SPECIES_512 : IntVector.SPECIES_PREFERRED;

    private VectorExp() {}

    /** exp(-y), y from 0 to 87. */
    static FloatVector negative(FloatVector y) {
        FloatVector rounder = FloatVector.broadcast(SPECIES, FloatExp.ROUNDER);
        FloatVector scale = FloatVector.broadcast(SPECIES, -FloatExp.LOG2_E);
        FloatVector rounded = y.fma(scale, rounder);
        FloatVector r = y.fma(scale, rounder.sub(rounded));
        FloatVector p = FloatVector.broadcast(SPECIES, FloatExp.C6);
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExp.C5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExp.C4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExp.C3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExp.C2));
        p = p.fma(r, FloatVector.broadcast(SPECIES, FloatExp.C1));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1));
        return p.reinterpretAsInts()
                .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats();
    }

    /** y, at most 87; y is not negative, so that the order of such floats is that of their bits. */
    static FloatVector cut(FloatVector y) {
        return y.reinterpretAsInts()
                .min(IntVector.broadcast(INTS, Float.floatToRawIntBits(-ScoreLoops.DEEPEST)))
                .reinterpretAsFloats();
    }
}
