package io.github.ropelab.model.llama;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.model.kernel.AttentionKernel;
import io.github.ropelab.model.kernel.AttentionShape;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.kernel.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One sequence through a decoder, layer by layer:
 *
 * <pre>
 * x += Wo · attention(norm(x)),  x += Wd · (silu(Wg·n) · Wu·n) with n = norm(x),  logits = W · norm(x)
 * </pre>
 *
 * Memory beyond the weights: tokens × (width + 2·queryWidth + 2·keyValueWidth) floats and blocks of {@value #BLOCK}
 * rows; nothing grows with the square of the length. Not thread safe.
 */
public final class ForwardPass {
    /** Rows per matrix product: enough for the product's speed, few for memory. */
    private static final int BLOCK = 1024;

    /** Logits held at once. */
    private static final int LOGITS = 1 << 23;

    private final Llama model;
    private final LlamaShape shape;
    private final RotaryPart rotary;
    private final Kernels kernels;
    private final ForwardListener listener;

    /** A pass; {@code rotary} must have a rule for every layer. */
    public ForwardPass(Llama model, RotaryPart rotary, Kernels kernels, ForwardListener listener) {
        InvalidParameter.require(
                rotary.layers().layers().size() == model.layers().size(),
                "num_hidden_layers",
                rotary.layers().layers().size(),
                "be the model's " + model.layers().size());
        InvalidParameter.require(
                rotary.geometry().headDim() == model.shape().headDim(),
                "head_dim",
                rotary.geometry().headDim(),
                "be the model's " + model.shape().headDim());
        this.model = model;
        shape = model.shape();
        this.rotary = rotary;
        this.kernels = kernels;
        this.listener = listener;
    }

    /**
     * Memory of a pass with its weights, bytes; without what kernels keep beside.
     *
     * @param tokens of the sequence
     */
    public static long bytes(LlamaShape shape, int tokens) {
        long rows = Math.min(tokens, BLOCK);
        long states = (long) tokens * (shape.width() + 2L * shape.queryWidth() + 2L * shape.keyValueWidth());
        long blocks = rows * (shape.width() + 2L * shape.inner());
        long logits = Math.min(tokens, logitRows(shape)) * (long) shape.vocabulary();
        return Float.BYTES * (shape.parameters() + states + blocks + logits);
    }

    private static int logitRows(LlamaShape shape) {
        return Math.max(1, Math.min(BLOCK, LOGITS / shape.vocabulary()));
    }

    /** Sees the logits of one token's successor. */
    @FunctionalInterface
    public interface LogitSink {
        /**
         * The logits after a token.
         *
         * @param position of the token
         * @param logits of all tokens of the vocabulary from {@code from} on; used again after the call
         */
        void accept(int position, float[] logits, int from);
    }

    /**
     * -ln p(token i+1 | tokens 0 .. i) in nats, for i = 0 .. tokens - 2.
     *
     * @param tokens at least 2
     */
    public float[] nll(int[] tokens) {
        return nll(tokens, hidden(tokens));
    }

    /** As the shorter form, of hidden states that {@link #hidden} gave. */
    public float[] nll(int[] tokens, float[] hidden) {
        float[] nll = new float[tokens.length - 1];
        logits(
                hidden,
                0,
                nll.length,
                (position, logits, from) -> nll[position] = nll(logits, from, tokens[position + 1]));
        return nll;
    }

    /**
     * -ln p of a token in nats.
     *
     * @param logits as a {@link LogitSink} sees them
     * @param from index of the first
     */
    public float nll(float[] logits, int from, int token) {
        return (float) (kernels.logSumExp(logits, from, shape.vocabulary()) - logits[from + token]);
    }

    /**
     * Hidden states after the last norm, [tokens][width].
     *
     * @param tokens each from 0 to vocabulary - 1
     */
    public float[] hidden(int[] tokens) {
        InvalidParameter.require(
                tokens.length == rotary.lengths().current(),
                "tokens",
                tokens.length,
                "be as many as the current length " + rotary.lengths().current());
        float[] x = embed(tokens);
        Block block = new Block(tokens.length);
        Map<LayerRule, AttentionKernel> attention = new LinkedHashMap<>();
        for (int layer = 0; layer < model.layers().size(); layer++) {
            Llama.Layer weights = model.layers().get(layer);
            project(weights, x, block);
            listener.projected(layer, block.q, block.k, block.v);
            attention
                    .computeIfAbsent(rotary.layers().layer(layer), rule -> attention(rule, tokens.length))
                    .attend(block.q, block.k, block.v, block.attended);
            feed(weights, x, block);
            listener.done(layer + 1);
        }
        norm(x, 0, tokens.length, model.norm(), x, 0);
        return x;
    }

    private AttentionKernel attention(LayerRule rule, int tokens) {
        return kernels.attention(
                new AttentionShape(tokens, shape.heads(), shape.keyValueHeads(), rotary.context(rule)),
                rotary.encoding(rule),
                rule.visibility());
    }

    /** What a pass writes to again and again. */
    private final class Block {
        final float[] q;
        final float[] k;
        final float[] v;
        final float[] attended;
        final float[] normed;
        final float[] gate;
        final float[] up;

        Block(int tokens) {
            int rows = Math.min(tokens, BLOCK);
            q = new float[Math.multiplyExact(tokens, shape.queryWidth())];
            k = new float[Math.multiplyExact(tokens, shape.keyValueWidth())];
            v = new float[k.length];
            attended = new float[q.length];
            normed = new float[rows * shape.width()];
            gate = new float[rows * shape.inner()];
            up = new float[gate.length];
        }
    }

    private float[] embed(int[] tokens) {
        int width = shape.width();
        float[] x = new float[Math.multiplyExact(tokens.length, width)];
        for (int t = 0; t < tokens.length; t++) {
            InvalidParameter.require(
                    tokens[t] >= 0 && tokens[t] < shape.vocabulary(),
                    "tokens[" + t + "]",
                    tokens[t],
                    "be from 0 to " + (shape.vocabulary() - 1));
            System.arraycopy(model.embedding().values(), tokens[t] * width, x, t * width, width);
        }
        return x;
    }

    private void project(Llama.Layer weights, float[] x, Block block) {
        int tokens = x.length / shape.width();
        for (int from = 0; from < tokens; from += BLOCK) {
            int rows = Math.min(BLOCK, tokens - from);
            norm(x, from, rows, weights.attentionNorm(), block.normed, 0);
            multiply(block.normed, rows, weights.query(), block.q, from, false);
            multiply(block.normed, rows, weights.key(), block.k, from, false);
            multiply(block.normed, rows, weights.value(), block.v, from, false);
        }
    }

    private void feed(Llama.Layer weights, float[] x, Block block) {
        int tokens = x.length / shape.width();
        for (int from = 0; from < tokens; from += BLOCK) {
            int rows = Math.min(BLOCK, tokens - from);
            int attended = from * shape.queryWidth();
            kernels.multiply(block.attended, attended, rows, weights.output(), x, from * shape.width(), true);
            norm(x, from, rows, weights.innerNorm(), block.normed, 0);
            multiply(block.normed, rows, weights.gate(), block.gate, 0, false);
            multiply(block.normed, rows, weights.up(), block.up, 0, false);
            kernels.gate(block.gate, block.up, rows * shape.inner());
            multiply(block.gate, rows, weights.down(), x, from, true);
        }
    }

    private void multiply(float[] x, int rows, Matrix w, float[] y, int yRow, boolean add) {
        kernels.multiply(x, 0, rows, w, y, yRow * w.rows(), add);
    }

    private void norm(float[] x, int firstRow, int rows, float[] weight, float[] target, int targetRow) {
        int width = shape.width();
        kernels.norm(x, firstRow * width, rows, weight, shape.normEpsilon(), target, targetRow * width);
    }

    /**
     * Logits after tokens {@code first .. first + count - 1}, a block at a time.
     *
     * @param hidden as {@link #hidden} gives them
     */
    public void logits(float[] hidden, int first, int count, LogitSink sink) {
        int rows = logitRows(shape);
        float[] logits = new float[Math.min(rows, count) * shape.vocabulary()];
        for (int from = first; from < first + count; from += rows) {
            int some = Math.min(rows, first + count - from);
            kernels.multiply(hidden, from * shape.width(), some, model.head(), logits, 0, false);
            for (int row = 0; row < some; row++) {
                sink.accept(from + row, logits, row * shape.vocabulary());
            }
        }
    }
}
