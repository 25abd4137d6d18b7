package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;

/**
 * Rotates many heads in place in float32, by a table of tokens that all heads share: the fast form of {@link
 * Rotation#rotate(float[], float[], RotaryGeometry, RotaryTable)}, with the same bits. Immutable; safe to share between
 * threads. Holds 2 × tokens × pairs floats, twice that for interleaved pairs.
 */
public final class FloatRotation {
    /** Tokens per block: its rows of the table, 64 KiB at 64 pairs, stay in a cache while the heads pass. */
    private static final int BLOCK = 128;

    private final RotaryGeometry geometry;
    private final FloatLoops loops;
    private final int tokens;
    private final float[] cos;
    private final float[] sin;

    /**
     * @param table entries are rounded to float
     * @param geometry shape of a head
     * @param loops that do the work
     */
    public FloatRotation(RotaryTable table, RotaryGeometry geometry, FloatLoops loops) {
        InvalidParameter.require(
                table.pairs() == geometry.pairs(), "table", table.pairs(), "have " + geometry.pairs() + " pairs");
        this.geometry = geometry;
        this.loops = loops;
        tokens = table.tokens();
        int pairs = table.pairs();
        cos = new float[tokens * columns()];
        sin = new float[cos.length];
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < pairs; i++) {
                float c = (float) table.cos(t, i);
                float s = (float) table.sin(t, i);
                if (geometry.pairing() == Pairing.HALF_SPLIT) {
                    cos[t * pairs + i] = c;
                    sin[t * pairs + i] = s;
                } else {
                    int at = 2 * (t * pairs + i);
                    cos[at] = c;
                    cos[at + 1] = c;
                    sin[at] = -s;
                    sin[at + 1] = s;
                }
            }
        }
    }

    private int columns() {
        return geometry.pairing() == Pairing.HALF_SPLIT ? geometry.pairs() : 2 * geometry.pairs();
    }

    /**
     * Rotates in place; the number of threads changes the speed and no bit.
     *
     * @param x [heads][tokens][headDim]. Written.
     * @param threads at least 1; each takes its share of the tokens
     * @throws IllegalStateException if the calling thread is interrupted; x is then half rotated
     */
    public void rotate(float[] x, int threads) {
        int head = tokens * geometry.headDim();
        InvalidParameter.require(
                head > 0 && x.length % head == 0, "x", x.length, "hold heads × tokens × head_dim = n × " + head);
        SplitRange.run(tokens, threads, (from, to) -> rotateTokens(x, from, to));
    }

    private void rotateTokens(float[] x, int from, int to) {
        int headStride = tokens * geometry.headDim();
        for (int t = from; t < to; t += BLOCK) {
            FloatLoops.Rows rows = new FloatLoops.Rows(
                    t * geometry.headDim(),
                    x.length / headStride,
                    headStride,
                    Math.min(BLOCK, to - t),
                    geometry.headDim(),
                    geometry.pairs());
            rotate(x, rows, t);
        }
    }

    /**
     * Rotates some rows in place, on the calling thread.
     *
     * @param x values. Written at the rows.
     * @param rows which; their pairs are the geometry's
     * @param token of the table, for the first token of the rows
     */
    public void rotate(float[] x, FloatLoops.Rows rows, int token) {
        if (geometry.pairing() == Pairing.HALF_SPLIT) {
            loops.halfSplit(x, rows, cos, sin, token * columns());
        } else {
            loops.interleaved(x, rows, cos, sin, token * columns());
        }
    }
}
