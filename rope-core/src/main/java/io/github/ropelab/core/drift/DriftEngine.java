package io.github.ropelab.core.drift;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.core.kernel.SplitRange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/**
 * All-pairs drift of strategies against a reference, one head, causal, in float32. Holds the tables of its encodings and
 * nothing else; safe to share between threads. Time grows as tokens² × headDim × encodings, memory as tokens.
 *
 * <p>Results depend on the loops (and, for vector loops, on their number of lanes), never on the number of threads.
 */
public final class DriftEngine {
    private final RotaryGeometry geometry;
    private final List<EncodingTables> encodings = new ArrayList<>();
    private final int tokens;
    private final int trained;
    private final int top;
    private final ScoreLoops loops;

    /**
     * @param geometry shape of a head
     * @param reference what drift is measured from
     * @param strategies at least one
     * @param tokens query rows and keys
     * @param trained length that {@link RowValue#MASS_BEYOND} counts from, at least 1
     * @param top k of {@link RowValue#TOP_OVERLAP}, at least 1
     * @param loops that do the work
     */
    public DriftEngine(
            RotaryGeometry geometry,
            PositionEncoding reference,
            List<PositionEncoding> strategies,
            int tokens,
            int trained,
            int top,
            ScoreLoops loops) {
        InvalidParameter.require(!strategies.isEmpty(), "strategies", strategies, "be at least one");
        InvalidParameter.require(tokens >= 1, "tokens", tokens, "be at least 1");
        InvalidParameter.require(
                (long) tokens * geometry.headDim() < Integer.MAX_VALUE - 8,
                "tokens",
                tokens,
                "be below " + (Integer.MAX_VALUE - 8) / geometry.headDim() + " at this width");
        InvalidParameter.require(trained >= 1, "trained", trained, "be at least 1");
        InvalidParameter.require(top >= 1, "k", top, "be at least 1");
        this.geometry = geometry;
        this.tokens = tokens;
        this.trained = trained;
        this.top = top;
        this.loops = loops;
        encodings.add(new EncodingTables(reference, geometry, tokens));
        strategies.forEach(strategy -> encodings.add(new EncodingTables(strategy, geometry, tokens)));
    }

    /**
     * Computes the drift.
     *
     * @param q [tokens][headDim], row-major, before rotation, finite. Not modified.
     * @param k as {@code q}. Not modified.
     * @param sample which query rows
     * @param threads at least 1
     */
    public HeadDrift run(float[] q, float[] k, RowSample sample, int threads) {
        return run(q, k, sample, threads, scores -> {});
    }

    /**
     * Computes the drift under somebody's eyes.
     *
     * @param q as in the shorter form
     * @param k as {@code q}
     * @param sample which query rows
     * @param threads at least 1
     * @param watch is told of the query-key scores per encoding of each block of rows as it is done, by the thread that did
     *     it; a RuntimeException of its own ends the run and is thrown on
     */
    public HeadDrift run(float[] q, float[] k, RowSample sample, int threads, LongConsumer watch) {
        requireFinite("q", q);
        requireFinite("k", k);
        InvalidParameter.require(sample.tokens() == tokens, "sample", sample.tokens(), "be of " + tokens + " tokens");
        HeadDrift result = new HeadDrift(sample, encodings.size() - 1);
        AtomicInteger claimed = new AtomicInteger();
        Turn turn = new Turn();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        int workers = Math.min(threads, sample.blocks());
        SplitRange.run(workers, workers, (from, to) -> {
            try {
                work(q, k, result, claimed, turn, watch);
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                turn.fail();
            }
        });
        if (failure.get() != null) {
            throw failure.get();
        }
        return result;
    }

    /** Takes the longest blocks first, so that threads end together; sums are added in this order. */
    private void work(float[] q, float[] k, HeadDrift result, AtomicInteger claimed, Turn turn, LongConsumer watch) {
        RowSample sample = result.sample();
        int largest = sample.block(0).length;
        DriftBlock block = new DriftBlock(geometry, encodings, tokens, trained, top, largest, sample.complete(), loops);
        for (int i = claimed.getAndIncrement();
                i < sample.blocks() && !turn.hasFailed();
                i = claimed.getAndIncrement()) {
            int index = sample.blocks() - 1 - i;
            block.run(sample.block(index), q, k);
            result.putRows(index, block);
            turn.take(i, () -> result.takeSums(index, block));
            watch.accept(sample.cells(index, 0, tokens));
        }
    }

    private void requireFinite(String what, float[] vectors) {
        InvalidParameter.require(
                vectors.length == tokens * geometry.headDim(),
                what,
                vectors.length,
                "hold tokens × head_dim = " + tokens * geometry.headDim() + " values");
        float sum = 0;
        for (float value : vectors) {
            sum += value * 0; // NaN if any is NaN or infinite
        }
        InvalidParameter.require(sum == 0, what, "a value", "be finite");
    }
}
