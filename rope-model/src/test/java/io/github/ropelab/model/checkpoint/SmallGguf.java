package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.gguf.GgufBytes;
import java.util.List;
import java.util.SplittableRandom;

/** A Llama of some hundred weights in GGUF, with a tokenizer, for tests that spoil it. */
final class SmallGguf {
    private SmallGguf() {}

    static GgufBytes right() {
        GgufBytes file = new GgufBytes()
                .put("general.architecture", "llama")
                .put("general.name", "small")
                .put("llama.context_length", 64)
                .put("llama.embedding_length", 4)
                .put("llama.block_count", 1)
                .put("llama.feed_forward_length", 6)
                .put("llama.attention.head_count", 2)
                .put("llama.attention.head_count_kv", 1)
                .put("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .put("llama.rope.freq_base", 10000f)
                .put("llama.rope.dimension_count", 2)
                .put("llama.vocab_size", 5)
                .put("tokenizer.ggml.model", "gpt2")
                .put("tokenizer.ggml.pre", "gpt-2")
                .put("tokenizer.ggml.tokens", List.of("a", "b", "ab", "c", "<end>"))
                .put("tokenizer.ggml.token_type", List.of(1, 1, 1, 1, 3))
                .put("tokenizer.ggml.merges", List.of("a b"));
        add(file, "token_embd.weight", 5, 4);
        add(file, "blk.0.attn_norm.weight", 4);
        add(file, "blk.0.attn_q.weight", 4, 4);
        add(file, "blk.0.attn_k.weight", 2, 4);
        add(file, "blk.0.attn_v.weight", 2, 4);
        add(file, "blk.0.attn_output.weight", 4, 4);
        add(file, "blk.0.ffn_norm.weight", 4);
        add(file, "blk.0.ffn_gate.weight", 6, 4);
        add(file, "blk.0.ffn_up.weight", 6, 4);
        add(file, "blk.0.ffn_down.weight", 4, 6);
        add(file, "output_norm.weight", 4);
        return file;
    }

    static GgufBytes add(GgufBytes file, String name, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return file.floats(name, numbers, shape);
    }
}
