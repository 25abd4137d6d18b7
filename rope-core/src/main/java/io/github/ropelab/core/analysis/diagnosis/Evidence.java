package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.analysis.EffectivePositions;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What families look at.
 *
 * @param sample rows that represent the dump
 * @param declaration what is declared, with as many pairs as the sample
 * @param axes which position axis each pair should read
 * @param free phases as straight lines
 */
record Evidence(ObservedRotation sample, Declaration declaration, PairAxes axes, FreeFit free) {
    static Evidence of(ObservedRotation sample, Declaration declaration) {
        PairAxes axes = declaration.pairAxes();
        return new Evidence(sample, declaration, axes, FreeFit.of(sample, axes));
    }

    Setting setting() {
        return declaration.setting();
    }

    CallFacts facts() {
        return declaration.facts();
    }

    /** Declared frequencies [pairs]. */
    double[] declared() {
        return declaration.encoding().frequencies().toArray();
    }

    /** Whether the rows turn by p·ω. */
    boolean holds(double[] omega) {
        return Fit.holds(sample, RotationModel.schedule(omega, axes));
    }

    /** s where the declared frequencies are all θ/s. */
    OptionalDouble commonDivisor() {
        OptionalDouble ratio = EffectivePositions.of(
                        declaration.encoding(), setting().context())
                .commonRatio();
        return ratio.isPresent() && ratio.getAsDouble() > 0
                ? OptionalDouble.of(1 / ratio.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Whether the declared strategy changes no frequency. */
    boolean plainDeclared() {
        return Arrays.equals(declared(), setting().context().baseFrequencies().toArray());
    }
}
