package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;

/**
 * Tables of an engine, one row per token, for queries and keys alike. With (a, b) the components of a pair and both tables
 * given per component, as many engines hold them,
 *
 * <pre>x'_a = x_a·cos_a - x_b·sin_a,  x'_b = x_b·cos_b + x_a·sin_b</pre>
 */
public final class TableModification implements Modification {
    private final RotaryGeometry geometry;
    private final int first;
    private final int tokens;
    private final double[] cos;
    private final double[] sin;

    /**
     * @param geometry shape of a head
     * @param first position of the first row; the others follow it one by one
     * @param cos [tokens][rotaryDim], row-major, per component. Not copied: the caller gives the array away.
     * @param sin as cos
     */
    public TableModification(RotaryGeometry geometry, int first, double[] cos, double[] sin) {
        InvalidParameter.require(cos.length == sin.length, "sin", sin.length, "hold as many values as cos");
        InvalidParameter.require(
                cos.length % geometry.rotaryDim() == 0,
                "cos",
                cos.length,
                "hold whole rows of " + geometry.rotaryDim() + " values");
        this.geometry = geometry;
        this.first = first;
        this.tokens = cos.length / geometry.rotaryDim();
        this.cos = cos;
        this.sin = sin;
    }

    /** Tables per pair [tokens][pairs], repeated for both components. */
    public static TableModification ofPairs(RotaryGeometry geometry, int first, double[] cos, double[] sin) {
        return new TableModification(geometry, first, perComponent(geometry, cos), perComponent(geometry, sin));
    }

    private static double[] perComponent(RotaryGeometry geometry, double[] table) {
        int pairs = geometry.pairs();
        Pairing pairing = geometry.pairing();
        double[] wide = new double[2 * table.length];
        for (int at = 0; at < table.length; at++) {
            int row = at / pairs * 2 * pairs;
            wide[row + pairing.first(at % pairs, 2 * pairs)] = table[at];
            wide[row + pairing.second(at % pairs, 2 * pairs)] = table[at];
        }
        return wide;
    }

    @Override
    public RotaryGeometry geometry() {
        return geometry;
    }

    @Override
    public double[] rotated(Side side, double[] x, int query, int key) {
        int token = Vectors.own(side, query, key) - first;
        InvalidParameter.require(token >= 0 && token < tokens, "position", token + first, "have a row");
        int d = geometry.rotaryDim();
        double[] y = x.clone();
        for (int i = 0; i < geometry.pairs(); i++) {
            int a = geometry.pairing().first(i, d);
            int b = geometry.pairing().second(i, d);
            y[a] = x[a] * cos[token * d + a] - x[b] * sin[token * d + a];
            y[b] = x[b] * cos[token * d + b] + x[a] * sin[token * d + b];
        }
        return y;
    }
}
