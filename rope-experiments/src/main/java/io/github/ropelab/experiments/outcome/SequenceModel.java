package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.RotaryPart;
import io.github.ropelab.model.tokens.Tokenizer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A model under one rotary rule. Sequences that were scored are remembered, so that several metrics of one cell share a
 * pass. Used by one thread.
 */
public final class SequenceModel {
    private final Llama weights;
    private final Tokenizer tokenizer;
    private final Kernels kernels;
    private final IntFunction<RotaryPart> rotary;
    private final ForwardListener listener;
    private final Map<Asked, Scored> known = new HashMap<>();

    /**
     * @param weights of the model
     * @param tokenizer of the model
     * @param kernels that do the work
     * @param rotary the rotary part for a sequence of so many tokens
     * @param listener sees every pass
     */
    public SequenceModel(
            Llama weights,
            Tokenizer tokenizer,
            Kernels kernels,
            IntFunction<RotaryPart> rotary,
            ForwardListener listener) {
        this.weights = weights;
        this.tokenizer = tokenizer;
        this.kernels = kernels;
        this.rotary = rotary;
        this.listener = listener;
    }

    private record Asked(IntBuffer tokens, int first) {}

    /**
     * How the model takes a sequence, teacher forced.
     *
     * @param first the first scored token's index i, at least 1
     * @param nll -ln p(token i | tokens before it), nats, for i = first .. tokens - 1
     * @param likeliest the token that the model holds to be the likeliest there
     */
    public record Scored(int first, float[] nll, int[] likeliest) {
        /** The loss of a token by its index in the sequence, nats. */
        public double nll(int token) {
            return nll[token - first];
        }

        /** The likeliest token at an index of the sequence. */
        public int likeliest(int token) {
            return likeliest[token - first];
        }
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * Scores the tokens from {@code first} on; earlier ones are read only.
     *
     * @param tokens the sequence, at least 2
     * @param first from 1 to tokens - 1
     */
    public Scored score(int[] tokens, int first) {
        InvalidParameter.require(
                first >= 1 && first < tokens.length, "first", first, "be from 1 to " + (tokens.length - 1));
        return known.computeIfAbsent(new Asked(IntBuffer.wrap(tokens.clone()), first), asked -> compute(tokens, first));
    }

    private Scored compute(int[] tokens, int first) {
        int vocabulary = weights.shape().vocabulary();
        ForwardPass pass = new ForwardPass(weights, rotary.apply(tokens.length), kernels, listener);
        int count = tokens.length - first;
        float[] nll = new float[count];
        int[] likeliest = new int[count];
        pass.logits(pass.hidden(tokens), first - 1, count, (position, logits, from) -> {
            int at = position + 1 - first;
            nll[at] = pass.nll(logits, from, tokens[position + 1]);
            likeliest[at] = largest(logits, from, vocabulary);
        });
        return new Scored(first, nll, likeliest);
    }

    private static int largest(float[] logits, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = logits[from + i] > logits[from + best] ? i : best;
        }
        return best;
    }
}
