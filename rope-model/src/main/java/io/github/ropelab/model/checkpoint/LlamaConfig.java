package io.github.ropelab.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.List;

/**
 * The sizes in a Hugging Face {@code config.json} of a Llama-type model.
 *
 * @param source what messages call it
 * @param json its text
 * @param shape sizes
 */
record LlamaConfig(String source, String json, LlamaShape shape) {
    /** Models of one architecture: no biases, no norms of queries and keys, SwiGLU. */
    private static final List<String> TYPES = List.of("llama", "mistral", "smollm3");

    static LlamaConfig parse(String source, String json) {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInput(source, Problem.of("", "", "be JSON: " + e.getOriginalMessage()));
        }
        try {
            return new LlamaConfig(source, json, shape(root));
        } catch (InvalidParameter e) {
            throw new InvalidInput(source, Problem.of("", e));
        }
    }

    private static LlamaShape shape(JsonNode root) {
        InvalidParameter.require(
                TYPES.contains(root.path("model_type").asText()),
                "model_type",
                root.path("model_type"),
                "be one of " + TYPES + ": other architectures are not run");
        InvalidParameter.require(
                root.path("hidden_act").asText("silu").equals("silu"),
                "hidden_act",
                root.path("hidden_act"),
                "be silu");
        for (String bias : List.of("attention_bias", "mlp_bias")) {
            InvalidParameter.require(!root.path(bias).asBoolean(), bias, true, "be false: biases are not run");
        }
        int width = size(root, "hidden_size");
        int heads = size(root, "num_attention_heads");
        InvalidParameter.require(heads >= 1, "num_attention_heads", heads, "be at least 1");
        return new LlamaShape(
                size(root, "vocab_size"),
                width,
                size(root, "num_hidden_layers"),
                heads,
                root.hasNonNull("num_key_value_heads") ? size(root, "num_key_value_heads") : heads,
                root.hasNonNull("head_dim") ? size(root, "head_dim") : width / heads,
                size(root, "intermediate_size"),
                root.path("rms_norm_eps").asDouble(1e-6),
                root.path("tie_word_embeddings").asBoolean(false));
    }

    private static int size(JsonNode root, String key) {
        JsonNode value = root.path(key);
        InvalidParameter.require(value.isIntegralNumber() && value.canConvertToInt(), key, value, "be a whole number");
        return value.intValue();
    }
}
