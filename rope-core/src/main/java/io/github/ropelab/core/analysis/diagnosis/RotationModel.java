package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;

/** A guess at the rotation: the phase of every pair at every position. */
@FunctionalInterface
interface RotationModel {
    /**
     * Phase in radians, any number of turns.
     *
     * @param position declared position per axis, tokens
     * @param row row of the dump, or -1 where a position outside of the dump is asked for
     * @param pair rotary pair
     * @return NaN where the model says nothing
     */
    double phase(double[] position, int row, int pair);

    /** Says nothing: what was found is no rotation by positions. */
    RotationModel NONE = (position, row, pair) -> Double.NaN;

    /** p·ω_i, each pair on its axis. */
    static RotationModel schedule(double[] omega, PairAxes axes) {
        return new StraightModel(omega, axes);
    }

    /** e(p)·ω_i, each pair on its axis. */
    static RotationModel schedule(double[] omega, PairAxes axes, PositionRule rule) {
        return (position, row, pair) -> rule.at(position[axes.of(pair)]) * omega[pair];
    }

    /** -φ for every cell. */
    default RotationModel negated() {
        return (position, row, pair) -> -phase(position, row, pair);
    }
}
