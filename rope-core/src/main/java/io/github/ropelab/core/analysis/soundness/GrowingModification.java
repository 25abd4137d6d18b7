package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.Side;

/**
 * A strategy in an engine that reads one token per call and caches rotated keys: token p, query and key, is rotated with the
 * encoding of current length p + 1.
 *
 * @param strategy what is applied
 * @param context geometry, base, trained and target length
 * @param arithmetic precision of every stage
 */
public record GrowingModification(RopeStrategy strategy, RopeContext context, Arithmetic arithmetic)
        implements Modification {
    @Override
    public RotaryGeometry geometry() {
        return context.geometry();
    }

    @Override
    public double[] rotated(Side side, double[] x, int query, int key) {
        return at(Vectors.own(side, query, key)).rotated(side, x, query, key);
    }

    @Override
    public double[] recomputed(Side side, double[] x, int query, int key) {
        return at(query).rotated(side, x, query, key);
    }

    @Override
    public double logitScale(int query) {
        return at(query).logitScale(query);
    }

    /** The modification of the call in which the token at {@code position} is read. */
    private EncodedModification at(int position) {
        Lengths lengths = context.lengths();
        RopeContext call = context.withLengths(new Lengths(lengths.trained(), lengths.target(), position + 1));
        return new EncodedModification(strategy.encode(call), call, arithmetic);
    }
}
