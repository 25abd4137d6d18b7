package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;

/** Small sums over vectors of a head. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        return dot(a, b, 0, a.length);
    }

    /** Over components from .. to-1. */
    static double dot(double[] a, double[] b, int from, int to) {
        double sum = 0;
        for (int c = from; c < to; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** The product that a rotation by equal angles keeps: amplitude² on rotated components, the rest as it is. */
    static double kept(double[] a, double[] b, double amplitude, RotaryGeometry geometry) {
        int d = geometry.rotaryDim();
        return amplitude * amplitude * dot(a, b, 0, d) + dot(a, b, d, a.length);
    }

    /** Σ |a_pair|·|b_pair| over pairs and single components: what the error of a product is proportional to. */
    static double size(double[] a, double[] b, RotaryGeometry geometry) {
        int d = geometry.rotaryDim();
        double sum = 0;
        for (int i = 0; i < geometry.pairs(); i++) {
            int x = geometry.pairing().first(i, d);
            int y = geometry.pairing().second(i, d);
            sum += Math.sqrt((a[x] * a[x] + a[y] * a[y]) * (b[x] * b[x] + b[y] * b[y]));
        }
        for (int c = d; c < a.length; c++) {
            sum += Math.abs(a[c] * b[c]);
        }
        return sum;
    }

    /** The position of a side in a cell. */
    static int own(Side side, int query, int key) {
        return side == Side.QUERY ? query : key;
    }

    /** Remainder of an angle in [-π, π]. */
    static double wrapped(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }
}
