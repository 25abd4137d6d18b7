package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;

/**
 * The phases that are declared: p_b(p)·ω_i of the encoding's first branch (the near one of a window scheme), each pair on its
 * axis.
 */
final class DeclaredPhase implements RotationModel {
    private final double[] omega;
    private final PairAxes axes;
    private final PositionMap map;
    private final boolean straight;

    private DeclaredPhase(double[] omega, PairAxes axes, PositionMap map) {
        this.omega = omega;
        this.axes = axes;
        this.map = map;
        this.straight = map instanceof PositionMap.Identity;
    }

    /** The phases of queries, or those of keys. */
    static DeclaredPhase of(Declaration declaration, boolean keys) {
        PositionEncoding encoding = declaration.encoding();
        var branch = encoding.positions().branches().get(0);
        return new DeclaredPhase(
                encoding.frequencies().toArray(), declaration.pairAxes(), keys ? branch.key() : branch.query());
    }

    @Override
    public double phase(double[] position, int row, int pair) {
        return effective(position[axes.of(pair)]) * omega[pair];
    }

    /** As float32 engines compute it: the product of both operands rounded to float. */
    double floatPhase(double[] position, int pair) {
        return (float) effective(position[axes.of(pair)]) * (float) omega[pair];
    }

    private double effective(double position) {
        return straight ? position : map.at((int) position);
    }
}
