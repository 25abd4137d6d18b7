package io.github.ropelab.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.llama.LlamaShape;
import java.util.Optional;

/**
 * The sizes in a Hugging Face {@code config.json} of a Llama-type model, read as transformers 5.23 does.
 *
 * @param source what messages call it
 * @param json its text; what its architecture leaves unsaid about layers is said
 * @param shape sizes
 */
record LlamaConfig(String source, String json, LlamaShape shape) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final double DEFAULT_EPSILON = 1e-6;

    static LlamaConfig parse(String source, String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInput(source, Problem.of("", "", "be JSON: " + e.getOriginalMessage()));
        }
        if (!(root instanceof ObjectNode config)) {
            throw new InvalidInput(source, Problem.of("", root.getNodeType(), "be a JSON object"));
        }
        try {
            LlamaFamily family = LlamaFamily.of(config);
            family.check(config);
            LlamaShape shape = shape(config, family);
            family.complete(config, shape.layers());
            return new LlamaConfig(source, config.toPrettyString(), shape);
        } catch (InvalidParameter e) {
            throw new InvalidInput(source, Problem.of("", e));
        }
    }

    /** The same with the head tied to the embedding, or not. */
    LlamaConfig tied(boolean tied) {
        return new LlamaConfig(source, json, shape.withTied(tied));
    }

    /** What the config says about rotation must be understood, and fit the heads; all of a head pairs half-split. */
    void checkRotary() {
        RopeRequest request = RopeRequest.ofConfigText(source, json).assumeCurrent(1);
        RotaryGeometry geometry;
        try {
            geometry = request.resolve().context().geometry();
            request.model();
            InvalidParameter.require(
                    geometry.headDim() == shape.headDim() && geometry.rotaryDim() == shape.headDim(),
                    "partial_rotary_factor",
                    geometry.rotaryDim() + " of " + shape.headDim(),
                    "leave out no component of a head, as in all Llamas");
            InvalidParameter.require(
                    geometry.pairing() == Pairing.HALF_SPLIT,
                    "rope_interleave",
                    true,
                    "be false: a Llama pairs half-split");
        } catch (InvalidParameter e) {
            throw new InvalidInput(source, Problem.of("", e));
        }
    }

    /** Longest trained sequence, tokens. */
    int trainedLength() {
        return RopeRequest.ofConfigText(source, json)
                .assumeCurrent(1)
                .resolve()
                .context()
                .lengths()
                .trained();
    }

    private static LlamaShape shape(ObjectNode config, LlamaFamily family) {
        int width = size(config, "hidden_size");
        int heads = size(config, "num_attention_heads");
        Optional<Integer> headDim = given(config, "head_dim");
        InvalidParameter.require(
                width % heads == 0 || headDim.isPresent(),
                "hidden_size",
                width,
                "be a multiple of num_attention_heads (" + heads + ")",
                "give head_dim");
        return new LlamaShape(
                size(config, "vocab_size"),
                width,
                size(config, "num_hidden_layers"),
                heads,
                config.has("num_key_value_heads")
                        ? given(config, "num_key_value_heads").orElse(heads)
                        : family.keyValueHeads().orElse(heads),
                headDim.orElse(width / heads),
                size(config, "intermediate_size"),
                epsilon(config),
                tied(config, family));
    }

    private static double epsilon(ObjectNode config) {
        JsonNode value = config.path("rms_norm_eps");
        InvalidParameter.require(value.isMissingNode() || value.isNumber(), "rms_norm_eps", value, "be a number");
        return value.asDouble(DEFAULT_EPSILON);
    }

    private static boolean tied(ObjectNode config, LlamaFamily family) {
        JsonNode value = config.path("tie_word_embeddings");
        InvalidParameter.require(
                value.isMissingNode() || value.isBoolean(), "tie_word_embeddings", value, "be true or false");
        return value.asBoolean(family.tied());
    }

    private static int size(ObjectNode config, String key) {
        return given(config, key).orElseThrow(() -> new InvalidParameter(key, "missing", "be given"));
    }

    private static Optional<Integer> given(ObjectNode config, String key) {
        JsonNode value = config.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        InvalidParameter.require(
                value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1,
                key,
                value,
                "be a whole number from 1 on");
        return Optional.of(value.intValue());
    }
}
