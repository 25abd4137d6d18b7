package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is done to queries and keys before they are multiplied, seen from outside. Pure: equal arguments, equal results. */
public interface Modification {
    /** Shape of a head. */
    RotaryGeometry geometry();

    /**
     * The vector as it enters the score of the cell. Most modifications look at the position of their own side only; window
     * schemes need both to choose a branch.
     *
     * @param x [headDim]. Not modified.
     * @return a new array [headDim]
     */
    double[] rotated(Side side, double[] x, int query, int key);

    /** Factor on the logits of a query row, beside the rotation. */
    default double logitScale(int query) {
        return 1;
    }

    /**
     * As {@link #rotated}, with all vectors rotated anew in the call that the query belongs to. It differs where keys are
     * cached after rotation and the rotation changes from call to call.
     */
    default double[] recomputed(Side side, double[] x, int query, int key) {
        return rotated(side, x, query, key);
    }

    /** Whether scores depend on query - key alone, where the form of the position maps tells; empty where only numbers can. */
    default Optional<Proof> relativeByForm() {
        return Optional.empty();
    }

    /**
     * The largest |effective position| of tokens 0 .. tokens-1, in tokens of the unmodified schedule, where the form of the
     * maps tells; empty where only numbers can.
     */
    default OptionalDouble largestEffectivePosition(int tokens) {
        return OptionalDouble.empty();
    }

    /** ⟨rotated q, rotated k⟩ · logit scale, without 1/√headDim. */
    default double score(double[] q, double[] k, int query, int key) {
        return logitScale(query) * Vectors.dot(rotated(Side.QUERY, q, query, key), rotated(Side.KEY, k, query, key));
    }

    /**
     * A decision that needs no tolerance.
     *
     * @param holds what was decided
     * @param why the reason
     */
    record Proof(boolean holds, String why) {}

    /** One side of a modification that looks at the position of that side alone. */
    @FunctionalInterface
    interface OneSide {
        /** The vector x [headDim] at a position, as a new array. */
        double[] at(double[] x, int position);
    }

    /** A modification whose two sides do not look at each other. */
    static Modification of(RotaryGeometry geometry, OneSide query, OneSide key) {
        return of(geometry, query, key, 1);
    }

    /** As the shorter form, with a constant factor on the logits. */
    static Modification of(RotaryGeometry geometry, OneSide query, OneSide key, double logitScale) {
        return new Modification() {
            @Override
            public RotaryGeometry geometry() {
                return geometry;
            }

            @Override
            public double[] rotated(Side side, double[] x, int m, int n) {
                return side == Side.QUERY ? query.at(x, m) : key.at(x, n);
            }

            @Override
            public double logitScale(int m) {
                return logitScale;
            }
        };
    }
}
