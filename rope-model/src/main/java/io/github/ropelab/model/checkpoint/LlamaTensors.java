package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.kernel.Matrix;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tensor.StoredTensor;
import io.github.ropelab.model.tensor.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The tensors of a decoder by the names that Hugging Face's LlamaForCausalLM gives them. */
final class LlamaTensors {
    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";

    /** Ends of names of the projections whose rows follow the pairing. */
    static final String QUERY = "self_attn.q_proj.weight";

    static final String KEY = "self_attn.k_proj.weight";

    private LlamaTensors() {}

    /** Gives a tensor's elements as float32, in C order. */
    @FunctionalInterface
    interface Reader {
        float[] read(String name);
    }

    /** Sees every tensor of a model, in the order of the layers. */
    private static void forEach(LlamaShape shape, BiConsumer<String, List<Integer>> visitor) {
        visitor.accept(EMBEDDING, List.of(shape.vocabulary(), shape.width()));
        for (int layer = 0; layer < shape.layers(); layer++) {
            String at = "model.layers." + layer + ".";
            visitor.accept(at + "input_layernorm.weight", List.of(shape.width()));
            visitor.accept(at + QUERY, List.of(shape.queryWidth(), shape.width()));
            visitor.accept(at + KEY, List.of(shape.keyValueWidth(), shape.width()));
            visitor.accept(at + "self_attn.v_proj.weight", List.of(shape.keyValueWidth(), shape.width()));
            visitor.accept(at + "self_attn.o_proj.weight", List.of(shape.width(), shape.queryWidth()));
            visitor.accept(at + "post_attention_layernorm.weight", List.of(shape.width()));
            visitor.accept(at + "mlp.gate_proj.weight", List.of(shape.inner(), shape.width()));
            visitor.accept(at + "mlp.up_proj.weight", List.of(shape.inner(), shape.width()));
            visitor.accept(at + "mlp.down_proj.weight", List.of(shape.width(), shape.inner()));
        }
        visitor.accept(NORM, List.of(shape.width()));
        if (!shape.tied()) {
            visitor.accept(HEAD, List.of(shape.vocabulary(), shape.width()));
        }
    }

    /**
     * Checks that a source holds every tensor of a model in its shape, and nothing else.
     *
     * @param named the source's name of a tensor
     * @param tolerated names in the source that may stand there besides
     */
    static void check(LlamaShape shape, TensorSource source, UnaryOperator<String> named, Predicate<String> tolerated) {
        Set<String> left = new TreeSet<>(source.names());
        if (shape.layers() > left.size()) {
            throw new InvalidInput(
                    source.origin(),
                    Problem.of(
                            "num_hidden_layers",
                            shape.layers(),
                            "be at most the number of tensors, " + left.size() + ": layers are missing"));
        }
        forEach(shape, (standard, expected) -> {
            String name = named.apply(standard);
            StoredTensor tensor = source.stored(name);
            if (!tensor.shape().equals(expected)) {
                throw new InvalidInput(
                        tensor.file(),
                        Problem.of(name, tensor.shape(), "have the shape " + expected + " of the config"));
            }
            left.remove(name);
        });
        left.removeIf(tolerated);
        if (!left.isEmpty()) {
            String name = left.iterator().next();
            String more = left.size() == 1 ? "" : " (and " + (left.size() - 1) + " more)";
            throw new InvalidInput(
                    source.origin(),
                    Problem.of(name + more, "", "not be there: no tensor of a Llama of this config has this name"));
        }
    }

    /** Reads all weights. */
    static Llama load(LlamaShape shape, Reader reader) {
        Matrix embedding = matrix(shape.vocabulary(), shape.width(), reader, EMBEDDING);
        List<Llama.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < shape.layers(); layer++) {
            String at = "model.layers." + layer + ".";
            layers.add(new Llama.Layer(
                    reader.read(at + "input_layernorm.weight"),
                    matrix(shape.queryWidth(), shape.width(), reader, at + QUERY),
                    matrix(shape.keyValueWidth(), shape.width(), reader, at + KEY),
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
