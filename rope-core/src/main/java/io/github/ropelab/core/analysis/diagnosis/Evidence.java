package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;

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

    /** Whether the declared strategy changes no frequency. */
    boolean plainDeclared() {
        return java.util.Arrays.equals(
                declared(), setting().context().baseFrequencies().toArray());
    }
}
