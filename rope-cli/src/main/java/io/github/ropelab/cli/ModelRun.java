package io.github.ropelab.cli;

import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Passes of a command: their progress on standard error, by multiply-adds, with tokens per second and the remaining time; and an
 * end between layers when a signal comes.
 */
final class ModelRun implements AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 5;

    /** Multiply-adds are counted in so many, which keeps sums below 2^63. */
    private static final long UNIT = 1 << 10;

    private final LlamaShape shape;
    private final Meter meter;
    private final StopOnSignal stop;
    private long before;
    private double tokens;

    /**
     * @param name before every line
     * @param shape of the model
     * @param lengths of all passes, tokens
     * @param quiet whether nothing is said
     */
    ModelRun(String name, LlamaShape shape, List<Integer> lengths, boolean quiet) {
        this(
                shape,
                Meter.of(task(name, shape, lengths), quiet),
                new StopOnSignal(() -> "stopped; nothing was written"));
    }

    /** One pass that ends after some layers, without logits. */
    static ModelRun ofLayers(String name, LlamaShape shape, int layers, int length, boolean quiet) {
        LlamaShape part = new LlamaShape(
                1, // no head to speak of
                shape.width(),
                layers,
                shape.heads(),
                shape.keyValueHeads(),
                shape.headDim(),
                shape.inner(),
                shape.normEpsilon(),
                true);
        return new ModelRun(name, part, List.of(length), quiet);
    }

    /** With lines and a clock of a test's own, and no watch for signals. */
    ModelRun(LlamaShape shape, List<Integer> lengths, Consumer<String> lines, LongSupplier clock) {
        this(shape, new Meter(task("nll", shape, lengths), false, lines, clock), null);
    }

    private ModelRun(LlamaShape shape, Meter meter, StopOnSignal stop) {
        this.shape = shape;
        this.meter = meter;
        this.stop = stop;
        meter.start();
    }

    private static Meter.Task task(String name, LlamaShape shape, List<Integer> lengths) {
        long total = lengths.stream()
                .mapToLong(length -> layers(shape, length) + head(shape, length))
                .sum();
        return new Meter.Task(name, Math.max(1, total), "", 1, SECONDS_BETWEEN_LINES);
    }

    /** Work of all layers: matrices, and scores and outputs of attention over the earlier half of all pairs. */
    private static long layers(LlamaShape shape, long tokens) {
        long matrices = shape.parameters() - (shape.tied() ? 1L : 2L) * shape.vocabulary() * shape.width();
        long attention = (long) shape.layers() * shape.queryWidth() * tokens;
        return tokens * (matrices + attention) / UNIT;
    }

    private static long head(LlamaShape shape, long tokens) {
        return tokens * shape.vocabulary() * shape.width() / UNIT;
    }

    /** Watches a pass of so many tokens. */
    ForwardListener pass(int length) {
        return new ForwardListener() {
            @Override
            public void projected(int layer, float[] q, float[] k, float[] v) {
                leaveIfAsked();
            }

            @Override
            public void done(int layers) {
                double share = (double) layers / shape.layers();
                tell((long) (share * layers(shape, length)), share * length);
                leaveIfAsked();
            }
        };
    }

    /** A pass has ended. */
    void ended(int length) {
        before += layers(shape, length) + head(shape, length);
        tokens += length;
        tell(0, 0);
    }

    private void tell(long work, double more) {
        meter.at(
                before + work,
                seconds -> String.format(Locale.ROOT, "%.0f tokens/s", (tokens + more) / Math.max(seconds, 1e-9)));
    }

    private static void leaveIfAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the run was stopped");
        }
    }

    @Override
    public void close() {
        meter.close();
        if (stop != null) {
            stop.close();
        }
    }
}
