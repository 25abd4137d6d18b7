package io.github.ropelab.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code model_type}s of one architecture: no biases, no norms of queries and keys, SwiGLU. They differ in what their
 * layers see and in defaults ({@code configuration_*.py} and {@code modeling_*.py} of transformers 5.23).
 */
enum LlamaFamily {
    /** Every layer rotates and sees all earlier tokens. */
    LLAMA(Optional.empty(), false) {
        @Override
        void layers(ObjectNode config, int layers) {
            refuse(config, WINDOW);
            config.remove(TYPES);
        }
    },
    /** Every layer sees a window, of 4096 tokens where the config does not say; {@code null} is no window. */
    MISTRAL(Optional.of(8), false) {
        @Override
        void layers(ObjectNode config, int layers) {
            if (!config.has(WINDOW)) {
                config.put(WINDOW, DEFAULT_WINDOW);
            }
            config.remove(TYPES);
            if (!config.get(WINDOW).isNull()) {
                InvalidParameter.require(
                        config.get(WINDOW).asInt() >= 1, WINDOW, config.get(WINDOW), "be null, or at least 1 token");
                ArrayNode types = config.putArray(TYPES);
                for (int layer = 0; layer < layers; layer++) {
                    types.add("sliding_attention");
                }
            }
        }
    },
    /** Some layers do not rotate; a window is used where {@code use_sliding_window} says so. */
    SMOLLM3(Optional.of(4), true) {
        @Override
        void layers(ObjectNode config, int layers) {
            JsonNode used = config.path("use_sliding_window");
            InvalidParameter.require(
                    !used.asBoolean(), "use_sliding_window", used, "be false: windows of this model type are not run");
            config.remove(List.of(WINDOW, TYPES));
        }
    };

    private static final String WINDOW = "sliding_window";
    private static final int DEFAULT_WINDOW = 4096;
    private static final String TYPES = "layer_types";

    /** Above every model; a larger number is a mistake that would fill the memory. */
    private static final int MOST_LAYERS = 10_000;

    private static final String UNROTATED = "no_rope_layers";

    /** Keys of other architectures and of stored formats that change the forward pass, with the value that does not. */
    private static final Map<String, Double> NEUTRAL = new TreeMap<>(Map.ofEntries(
            Map.entry("attention_multiplier", Double.NaN),
            Map.entry("logits_scaling", 1.0),
            Map.entry("logit_scale", 1.0),
            Map.entry("residual_multiplier", 1.0),
            Map.entry("embedding_multiplier", 1.0),
            Map.entry("query_pre_attn_scalar", Double.NaN),
            Map.entry("attn_logit_softcapping", Double.NaN),
            Map.entry("final_logit_softcapping", Double.NaN),
            Map.entry("clip_qkv", Double.NaN),
            Map.entry("num_experts", 0.0),
            Map.entry("num_local_experts", 0.0),
            Map.entry("attention_chunk_size", Double.NaN),
            Map.entry("dual_chunk_attention_config", Double.NaN),
            Map.entry("quantization_config", Double.NaN),
            Map.entry("text_config", Double.NaN),
            Map.entry("sliding_window_pattern", Double.NaN),
            Map.entry("partial_rotary_factor", 1.0)));

    /** Switches that must be off. */
    private static final List<String> OFF = List.of(
            "attention_bias",
            "mlp_bias",
            "qkv_bias",
            "use_bias",
            "qk_norm",
            "use_qk_norm",
            "attn_temperature_tuning",
            "rope_interleave",
            "is_encoder_decoder");

    private final Optional<Integer> keyValueHeads;
    private final boolean tied;

    LlamaFamily(Optional<Integer> keyValueHeads, boolean tied) {
        this.keyValueHeads = keyValueHeads;
        this.tied = tied;
    }

    static LlamaFamily of(ObjectNode config) {
        List<String> names = Arrays.stream(values()).map(LlamaFamily::id).toList();
        JsonNode type = config.path("model_type");
        InvalidParameter.require(
                type.isTextual() && names.contains(type.textValue()),
                "model_type",
                type.isTextual() ? type.textValue() : type,
                "be one of " + names + ": other architectures are not run",
                Nearest.to(type.asText(), names)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse(null));
        return values()[names.indexOf(type.textValue())];
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Heads of keys and values where the config has no such key. */
    Optional<Integer> keyValueHeads() {
        return keyValueHeads;
    }

    /** Whether the head is tied where the config does not say it. */
    boolean tied() {
        return tied;
    }

    /** Refuses what this architecture does not have. */
    void check(ObjectNode config) {
        JsonNode act = config.path("hidden_act");
        InvalidParameter.require(
                act.isMissingNode()
                        || act.isTextual() && List.of("silu", "swish").contains(act.textValue()),
                "hidden_act",
                act,
                "be silu");
        for (String key : OFF) {
            JsonNode value = config.path(key);
            InvalidParameter.require(
                    value.isMissingNode() || value.isNull() || value.isBoolean() && !value.booleanValue(),
                    key,
                    value,
                    "be false: the architecture run here has none");
        }
        NEUTRAL.forEach((key, neutral) -> {
            JsonNode value = config.path(key);
            if (!value.isNumber() || value.doubleValue() != neutral) {
                refuse(config, key);
            }
        });
        if (this != SMOLLM3) {
            refuse(config, UNROTATED);
            refuse(config, "no_rope_layer_interval");
        }
    }

    static void refuse(ObjectNode config, String key) {
        JsonNode value = config.path(key);
        InvalidParameter.require(
                value.isMissingNode() || value.isNull(),
                key,
                value.isContainerNode() ? "an object" : value,
                "not be given: model_type " + config.path("model_type").asText() + " has none");
    }

    /** Makes the config say what each layer sees, in the words that are read here. */
    abstract void layers(ObjectNode config, int layers);

    /** As {@link #layers}, where a model can have so many layers. */
    void complete(ObjectNode config, int layers) {
        InvalidParameter.require(layers <= MOST_LAYERS, "num_hidden_layers", layers, "be at most " + MOST_LAYERS);
        layers(config, layers);
    }
}
