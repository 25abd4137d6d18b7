package io.github.ropelab.model.llama;

import io.github.ropelab.model.kernel.Matrix;
import java.util.List;

/**
 * Weights of a decoder in float32. The arrays are shared, nobody writes to them.
 *
 * @param shape sizes
 * @param embedding [vocabulary][width]
 * @param layers in order
 * @param norm weight of the last RMSNorm, [width]
 * @param head [vocabulary][width]; the embedding where tied
 */
public record Llama(LlamaShape shape, Matrix embedding, List<Layer> layers, float[] norm, Matrix head) {
    /** Copies the list. */
    public Llama {
        layers = List.copyOf(layers);
    }

    /**
     * Weights of one layer. Queries and keys pair components half-split.
     *
     * @param attentionNorm weight of RMSNorm before attention, [width]
     * @param query [queryWidth][width]
     * @param key [keyValueWidth][width]
     * @param value [keyValueWidth][width]
     * @param output [width][queryWidth]
     * @param innerNorm weight of RMSNorm before the feed-forward part, [width]
     * @param gate [inner][width]
     * @param up [inner][width]
     * @param down [width][inner]
     */
    public record Layer(
            float[] attentionNorm,
            Matrix query,
            Matrix key,
            Matrix value,
            Matrix output,
            float[] innerNorm,
            Matrix gate,
            Matrix up,
            Matrix down) {}
}
