package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.kernel.Matrix;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors of a decoder by the names that Hugging Face's LlamaForCausalLM gives them. */
final class LlamaTensors {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";

    private LlamaTensors() {}

    /** Gives a tensor's elements as float32, in C order. */
    @FunctionalInterface
    interface Reader {
        float[] read(String name);
    }

    /** The shape of every tensor of a model, in the order of the layers. */
    static Map<String, List<Integer>> shapes(LlamaShape shape) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        shapes.put(EMBEDDING, List.of(shape.vocabulary(), shape.width()));
        for (int layer = 0; layer < shape.layers(); layer++) {
            String at = "model.layers." + layer + ".";
            shapes.put(at + "input_layernorm.weight", List.of(shape.width()));
            shapes.put(at + "self_attn.q_proj.weight", List.of(shape.queryWidth(), shape.width()));
            shapes.put(at + "self_attn.k_proj.weight", List.of(shape.keyValueWidth(), shape.width()));
            shapes.put(at + "self_attn.v_proj.weight", List.of(shape.keyValueWidth(), shape.width()));
            shapes.put(at + "self_attn.o_proj.weight", List.of(shape.width(), shape.queryWidth()));
            shapes.put(at + "post_attention_layernorm.weight", List.of(shape.width()));
            shapes.put(at + "mlp.gate_proj.weight", List.of(shape.inner(), shape.width()));
            shapes.put(at + "mlp.up_proj.weight", List.of(shape.inner(), shape.width()));
            shapes.put(at + "mlp.down_proj.weight", List.of(shape.width(), shape.inner()));
        }
        shapes.put(NORM, List.of(shape.width()));
        if (!shape.tied()) {
            shapes.put(HEAD, List.of(shape.vocabulary(), shape.width()));
        }
        return shapes;
    }

    /** Reads all weights. */
    static Llama load(LlamaShape shape, Reader reader) {
        Matrix embedding = matrix(shape.vocabulary(), shape.width(), reader, EMBEDDING);
        List<Llama.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            String at = "model.layers." + layer + ".";
            layers.add(new Llama.Layer(
                    reader.read(at + "input_layernorm.weight"),
                    matrix(shape.queryWidth(), shape.width(), reader, at + "self_attn.q_proj.weight"),
                    matrix(shape.keyValueWidth(), shape.width(), reader, at + "self_attn.k_proj.weight"),
                    matrix(shape.keyValueWidth(), shape.width(), reader, at + "self_attn.v_proj.weight"),
                    matrix(shape.width(), shape.queryWidth(), reader, at + "self_attn.o_proj.weight"),
                    reader.read(at + "post_attention_layernorm.weight"),
                    matrix(shape.inner(), shape.width(), reader, at + "mlp.gate_proj.weight"),
                    matrix(shape.inner(), shape.width(), reader, at + "mlp.up_proj.weight"),
                    matrix(shape.width(), shape.inner(), reader, at + "mlp.down_proj.weight")));
        }
        Matrix head = shape.tied() ? embedding : matrix(shape.vocabulary(), shape.width(), reader, HEAD);
        return new Llama(shape, embedding, layers, reader.read(NORM), head);
    }

    private static Matrix matrix(int rows, int columns, Reader reader, String name) {
        return new Matrix(rows, columns, reader.read(name));
    }
}
