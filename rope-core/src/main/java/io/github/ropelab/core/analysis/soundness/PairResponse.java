package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;

/**
 * What one side does to every pair in one cell, taken from three vectors: zero, 1 in the first component of every pair, 1 in
 * the second. A linear map of pair i has the columns (cos, sin) and (-sin, cos) if it is a rotation.
 */
final class PairResponse {
    private final RotaryGeometry geometry;
    private final double[] zero;
    private final double[] first;
    private final double[] second;

    private PairResponse(RotaryGeometry geometry, double[] zero, double[] first, double[] second) {
        this.geometry = geometry;
        this.zero = zero;
        this.first = first;
        this.second = second;
    }

    static PairResponse of(Modification modification, Side side, int query, int key) {
        RotaryGeometry geometry = modification.geometry();
        int d = geometry.rotaryDim();
        double[] ofFirst = new double[geometry.headDim()];
        double[] ofSecond = new double[geometry.headDim()];
        for (int i = 0; i < geometry.pairs(); i++) {
            ofFirst[geometry.pairing().first(i, d)] = 1;
            ofSecond[geometry.pairing().second(i, d)] = 1;
        }
        double[] zero = modification.rotated(side, new double[geometry.headDim()], query, key);
        return new PairResponse(
                geometry,
                zero,
                minus(modification.rotated(side, ofFirst, query, key), zero),
                minus(modification.rotated(side, ofSecond, query, key), zero));
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int c = 0; c < a.length; c++) {
            difference[c] = a[c] - b[c];
        }
        return difference;
    }

    /** |f(0)|: above 0 where something is added. */
    double added() {
        return Vectors.norm(zero);
    }

    double cos(int pair) {
        return first[geometry.pairing().first(pair, geometry.rotaryDim())];
    }

    double sin(int pair) {
        return first[geometry.pairing().second(pair, geometry.rotaryDim())];
    }

    /** Angle by which the pair is turned, radians in [-π, π]. */
    double angle(int pair) {
        return StrictMath.atan2(sin(pair), cos(pair));
    }

    double amplitude(int pair) {
        return StrictMath.hypot(cos(pair), sin(pair));
    }

    /** Determinant of the pair's map over its squared amplitude: 1 for a rotation. */
    double determinant(int pair) {
        double x = second[geometry.pairing().first(pair, geometry.rotaryDim())];
        double y = second[geometry.pairing().second(pair, geometry.rotaryDim())];
        return (cos(pair) * y - sin(pair) * x) / (amplitude(pair) * amplitude(pair));
    }
}
