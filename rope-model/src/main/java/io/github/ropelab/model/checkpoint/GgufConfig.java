package io.github.ropelab.model.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.gguf.GgufFile;
import io.github.ropelab.model.gguf.GgufMetadata;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The metadata of a GGUF file of the architecture llama in Hugging Face's keys. A key of the architecture that is not known
 * here is refused: it may change the forward pass.
 */
final class GgufConfig {
    private static final String PREFIX = "llama.";
    private static final String ARCHITECTURE = "general.architecture";
    private static final String CONTEXT = "llama.context_length";
    private static final String WIDTH = "llama.embedding_length";
    private static final String HEADS = "llama.attention.head_count";
    private static final String KEY_VALUE_HEADS = "llama.attention.head_count_kv";
    private static final String KEY_LENGTH = "llama.attention.key_length";
    private static final String VALUE_LENGTH = "llama.attention.value_length";
    private static final String EPSILON = "llama.attention.layer_norm_rms_epsilon";
    private static final String LAYERS = "llama.block_count";
    private static final String INNER = "llama.feed_forward_length";
    private static final String VOCABULARY = "llama.vocab_size";
    private static final String EXPERTS = "llama.expert_count";
    private static final String USED_EXPERTS = "llama.expert_used_count";
    private static final String LAYOUT = "llama.tensor_data_layout";
    private static final String CAUSAL = "llama.attention.causal";
    private static final String SPLITS = "split.count";

    /** The only layout that ever was: rows of queries and keys in neighbouring pairs. */
    private static final String META_LAYOUT = "Meta AI original pth";

    private GgufConfig() {}

    /**
     * Makes the config.
     *
     * @throws InvalidInput if the file holds no Llama, or one that is not run
     */
    static LlamaConfig of(GgufFile file) {
        GgufMetadata metadata = file.metadata();
        checkKind(metadata);
        checkKeys(metadata);
        int width = positive(metadata, WIDTH);
        int heads = positive(metadata, HEADS);
        if (!metadata.has(KEY_LENGTH) && width % heads != 0) {
            throw metadata.problem(
                    HEADS, heads, "divide " + WIDTH + " (" + width + ") where " + KEY_LENGTH + " is not given");
        }
        int headDim = metadata.has(KEY_LENGTH) ? positive(metadata, KEY_LENGTH) : width / heads;
        if (headDim % 2 != 0) {
            throw metadata.problem(KEY_LENGTH, headDim, "be even: components rotate in pairs");
        }
        int keyValueHeads = metadata.has(KEY_VALUE_HEADS) ? positive(metadata, KEY_VALUE_HEADS) : heads;
        if (heads % keyValueHeads != 0) {
            throw metadata.problem(KEY_VALUE_HEADS, keyValueHeads, "divide " + HEADS + " (" + heads + ")");
        }
        int layers = positive(metadata, LAYERS);
        if (layers > file.names().size()) {
            throw metadata.problem(
                    LAYERS,
                    layers,
                    "be at most the number of tensors, " + file.names().size() + ": layers are missing");
        }
        int context = positive(metadata, CONTEXT);
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("model_type", "llama")
                .put("hidden_size", width)
                .put("num_hidden_layers", layers)
                .put("num_attention_heads", heads)
                .put("num_key_value_heads", keyValueHeads)
                .put("head_dim", headDim)
                .put("intermediate_size", positive(metadata, INNER))
                .put("vocab_size", vocabulary(file))
                .put("max_position_embeddings", context)
                .put("rms_norm_eps", epsilon(metadata))
                .put("hidden_act", "silu")
                .put("tie_word_embeddings", !file.names().contains(GgufNames.HEAD));
        same(metadata, VALUE_LENGTH, headDim, "the length of keys");
        config.set("rope_parameters", new GgufRotary(file).block(headDim, context));
        return LlamaConfig.parse(file.origin(), config.toPrettyString());
    }

    private static void checkKind(GgufMetadata metadata) {
        String architecture = metadata.text(ARCHITECTURE).orElseThrow(() -> metadata.missing(ARCHITECTURE));
        if (!architecture.equals("llama")) {
            throw metadata.problem(ARCHITECTURE, architecture, "be llama: other architectures are not run");
        }
        String type = metadata.text("general.type").orElse("model");
        if (!type.equals("model")) {
            throw metadata.problem("general.type", type, "be model: a whole model, no adapter or vocabulary");
        }
        int splits = metadata.integer(SPLITS).orElse(1);
        if (splits > 1) {
            throw metadata.problem(SPLITS, splits, "be 1; join the parts with llama-gguf-split --merge");
        }
    }

    private static void checkKeys(GgufMetadata metadata) {
        Set<String> known = new TreeSet<>(GgufRotary.KEYS);
        known.addAll(List.of(
                CONTEXT,
                WIDTH,
                HEADS,
                KEY_VALUE_HEADS,
                KEY_LENGTH,
                VALUE_LENGTH,
                EPSILON,
                LAYERS,
                INNER,
                VOCABULARY,
                EXPERTS,
                USED_EXPERTS,
                LAYOUT,
                CAUSAL));
        for (String key : metadata.values().keySet()) {
            if (key.startsWith(PREFIX) && !known.contains(key)) {
                Object value = metadata.values().get(key);
                throw metadata.problem(
                        key,
                        value instanceof List<?> list ? "a list of " + list.size() : value,
                        "not be given: what it does to the forward pass is not known here");
            }
        }
        same(metadata, EXPERTS, 0, "no mixture of experts");
        same(metadata, USED_EXPERTS, 0, "no mixture of experts");
        if (!metadata.flag(CAUSAL).orElse(true)) {
            throw metadata.problem(CAUSAL, false, "be true: a decoder sees no later tokens");
        }
        String layout = metadata.text(LAYOUT).orElse(META_LAYOUT);
        if (!layout.equals(META_LAYOUT)) {
            throw metadata.problem(LAYOUT, layout, "be '" + META_LAYOUT + "'");
        }
    }

    private static void same(GgufMetadata metadata, String key, int expected, String what) {
        int value = metadata.integer(key).orElse(expected);
        if (value != expected) {
            throw metadata.problem(key, value, "be " + expected + ", " + what);
        }
    }

    private static int vocabulary(GgufFile file) {
        List<Integer> shape = file.stored(GgufNames.EMBEDDING).shape();
        if (shape.size() != 2) {
            throw new InvalidInput(file.origin(), Problem.of(GgufNames.EMBEDDING, shape, "have 2 axes"));
        }
        int rows = shape.get(0);
        same(file.metadata(), VOCABULARY, rows, "the rows of " + GgufNames.EMBEDDING);
        return rows;
    }

    private static double epsilon(GgufMetadata metadata) {
        double value = metadata.number(EPSILON).orElseThrow(() -> metadata.missing(EPSILON));
        try {
            InvalidParameter.requirePositive(EPSILON, value);
        } catch (InvalidParameter e) {
            throw metadata.problem(EPSILON, value, e.rule());
        }
        return value;
    }

    private static int positive(GgufMetadata metadata, String key) {
        int value = metadata.required(key);
        if (value < 1) {
            throw metadata.problem(key, value, "be at least 1");
        }
        return value;
    }
}
