package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;

/** p·ω_i at positions as they are, each pair on its axis. */
final class StraightModel implements RotationModel {
    private final double[] omega;
    private final PairAxes axes;

    /** @param omega ω [pairs], radians per token. Not copied, not modified. */
    StraightModel(double[] omega, PairAxes axes) {
        this.omega = omega;
        this.axes = axes;
    }

    @Override
    public double phase(double[] position, int row, int pair) {
        return position[axes.of(pair)] * omega[pair];
    }

    /** ω of a pair. */
    double omega(int pair) {
        return omega[pair];
    }
}
