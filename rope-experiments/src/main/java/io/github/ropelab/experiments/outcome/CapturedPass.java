package io.github.ropelab.experiments.outcome;

import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Queries, keys and values of some layers before rotation, as one pass had them. */
final class CapturedPass implements ForwardListener {
    private final LlamaShape shape;
    private final List<Integer> layers;
    private final Map<Integer, float[][]> kept = new HashMap<>();

    /** Nothing yet: listens to a pass. */
    CapturedPass(LlamaShape shape, List<Integer> layers) {
        this.shape = shape;
        this.layers = layers;
    }

    /** Ends a pass when all that was asked for is there. */
    private static final class Complete extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Complete() {
            super(null, null, false, false);
        }
    }

    /** Runs a pass, no further than the last layer that is wanted. */
    CapturedPass after(Consumer<ForwardListener> pass) {
        try {
            pass.accept(this);
        } catch (Complete e) {
            return this;
        }
        throw new IllegalStateException("the model has no layer " + layers);
    }

    @Override
    public void projected(int layer, float[] q, float[] k, float[] v) {
        StoppedPass.stopIfAsked();
        if (layers.contains(layer)) {
            kept.put(layer, new float[][] {q.clone(), k.clone(), v.clone()});
        }
        if (kept.size() == layers.size()) {
            throw new Complete();
        }
    }

    @Override
    public void done(int done) {
        StoppedPass.stopIfAsked();
    }

    /** Memory that it holds. */
    long bytes() {
        return kept.values().stream()
                .mapToLong(arrays -> Float.BYTES * ((long) arrays[0].length + arrays[1].length + arrays[2].length))
                .sum();
    }

    /** One query head with the keys and values of its group. */
    QkvBatch head(int layer, int head) {
        float[][] arrays = kept.get(layer);
        int group = head / (shape.heads() / shape.keyValueHeads());
        int tokens = arrays[0].length / shape.queryWidth();
        return new QkvBatch(
                tokens,
                shape.headDim(),
                columns(arrays[0], shape.queryWidth(), head),
                columns(arrays[1], shape.keyValueWidth(), group),
                columns(arrays[2], shape.keyValueWidth(), group));
    }

    private double[] columns(float[] all, int width, int head) {
        int headDim = shape.headDim();
        double[] columns = new double[all.length / width * headDim];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = all[i / headDim * width + head * headDim + i % headDim];
        }
        return columns;
    }
}
