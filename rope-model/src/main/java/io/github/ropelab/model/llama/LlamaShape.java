package io.github.ropelab.model.llama;

import io.github.ropelab.core.InvalidParameter;

/**
 * Sizes of a decoder.
 *
 * @param vocabulary tokens
 * @param width components of a hidden state ({@code hidden_size})
 * @param layers number of layers
 * @param heads query heads
 * @param keyValueHeads heads of keys and values; divides {@code heads}
 * @param headDim components of a head
 * @param inner components between the projections of the feed-forward part ({@code intermediate_size})
 * @param normEpsilon added to the mean square in RMSNorm
 * @param tied whether the head is the embedding
 */
public record LlamaShape(
        int vocabulary,
        int width,
        int layers,
        int heads,
        int keyValueHeads,
        int headDim,
        int inner,
        double normEpsilon,
        boolean tied) {
    /** Checks the sizes. */
    public LlamaShape {
        positive("vocab_size", vocabulary);
        positive("hidden_size", width);
        positive("num_hidden_layers", layers);
        positive("num_attention_heads", heads);
        positive("num_key_value_heads", keyValueHeads);
        positive("head_dim", headDim);
        positive("intermediate_size", inner);
        InvalidParameter.require(
                heads % keyValueHeads == 0,
                "num_key_value_heads",
                keyValueHeads,
                "divide num_attention_heads (" + heads + ")");
        InvalidParameter.requirePositive("rms_norm_eps", normEpsilon);
        fits("vocab_size × hidden_size", vocabulary, width);
        fits("intermediate_size × hidden_size", inner, width);
        fits("num_attention_heads × head_dim", heads, headDim);
        fits("num_attention_heads × head_dim × hidden_size", (long) heads * headDim, width);
    }

    /** The numbers of a matrix stand in one array. */
    private static void fits(String key, long rows, int columns) {
        InvalidParameter.require(
                rows * columns <= Integer.MAX_VALUE,
                key,
                rows + " × " + columns,
                "be below 2^31: a matrix is one array");
    }

    /** The same with the head tied to the embedding, or not. */
    public LlamaShape withTied(boolean other) {
        return new LlamaShape(vocabulary, width, layers, heads, keyValueHeads, headDim, inner, normEpsilon, other);
    }

    private static void positive(String key, int value) {
        InvalidParameter.require(value >= 1, key, value, "be at least 1");
    }

    /** Components of all query heads together. */
    public int queryWidth() {
        return heads * headDim;
    }

    /** Components of all heads of keys, or of values, together. */
    public int keyValueWidth() {
        return keyValueHeads * headDim;
    }

    /** Number of weights. */
    public long parameters() {
        long layer = 2L * width * queryWidth() + 2L * width * keyValueWidth() + 3L * width * inner + 2L * width;
        return layers * layer + (tied ? 1L : 2L) * vocabulary * width + width;
    }
}
