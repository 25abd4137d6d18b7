package io.github.ropelab.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.layer.Visibility;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a config says about its layers: their types, which of them rotate nothing, what they see.
 *
 * <p>As transformers 5.23 does: {@code layer_types}, or else every n-th layer is global ({@code sliding_window_pattern}, 6
 * for Gemma 3) or unrotated ({@code no_rope_layer_interval}, 4 for Llama 4 and SmolLM3; {@code no_rope_layers} holds 1 for
 * a layer <em>with</em> rotation).
 */
final class LayerFacts {
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";
    private static final String CHUNKED = "chunked_attention";

    private static final int GEMMA3_PATTERN = 6;
    private static final int NO_ROPE_INTERVAL = 4;

    private final JsonNode model;
    private final String modelType;
    private final int count;

    private LayerFacts(JsonNode model, int count) {
        this.model = model;
        this.modelType = model.path("model_type").asText("");
        this.count = count;
    }

    /** The facts of a config that says how many layers it has. */
    static Optional<LayerFacts> of(JsonNode model) {
        JsonNode count = model.path("num_hidden_layers");
        int layers =
                count.isInt() ? count.intValue() : model.path("layer_types").size();
        return layers > 0 ? Optional.of(new LayerFacts(model, layers)) : Optional.empty();
    }

    /** How many layers the config has. */
    int count() {
        return count;
    }

    /** The type of a layer, counted from 0. */
    String type(int layer) {
        InvalidParameter.require(layer >= 0 && layer < count, "layer", layer, "be from 0 to " + (count - 1));
        JsonNode types = model.path("layer_types");
        if (types.isArray() && !types.isEmpty()) {
            InvalidParameter.require(
                    types.size() >= count, "layer_types", types.size(), "name a type for each of " + count + " layers");
            return types.get(layer).asText();
        }
        int pattern = model.path("sliding_window_pattern").asInt(modelType.startsWith("gemma3") ? GEMMA3_PATTERN : 0);
        if (pattern > 0) {
            return (layer + 1) % pattern == 0 ? FULL : SLIDING;
        }
        if (modelType.startsWith("llama4")) {
            return rotates(layer) ? CHUNKED : FULL;
        }
        return FULL;
    }

    /** Whether the layer rotates its queries and keys at all. */
    boolean rotates(int layer) {
        JsonNode flags = model.path("no_rope_layers");
        if (flags.isArray() && !flags.isEmpty()) {
            InvalidParameter.require(
                    flags.size() >= count,
                    "no_rope_layers",
                    flags.size(),
                    "hold one flag for each of " + count + " layers");
            return flags.get(layer).asInt() != 0;
        }
        boolean byDefault = modelType.startsWith("llama4") || modelType.equals("smollm3");
        int interval = model.path("no_rope_layer_interval").asInt(byDefault ? NO_ROPE_INTERVAL : 0);
        return interval <= 0 || (layer + 1) % interval != 0;
    }

    /** The temperature of layers without rotation, where the config turns it on (Llama 4). */
    Optional<Map<String, Object>> unrotatedTemperature() {
        boolean on = model.path("attn_temperature_tuning").asBoolean(modelType.startsWith("llama4"));
        if (!on) {
            return Optional.empty();
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", "llama4");
        if (model.path("floor_scale").isNumber()) {
            block.put("floor_scale", model.get("floor_scale").numberValue());
        }
        if (model.path("attn_scale").isNumber()) {
            block.put("attn_scale", model.get("attn_scale").numberValue());
        }
        return Optional.of(block);
    }

    /** Which keys a layer of this type sees. */
    Visibility visibility(String type) {
        int window = model.path("sliding_window").asInt(0);
        int chunk = model.path("attention_chunk_size").asInt(0);
        if (type.equals(SLIDING) && window > 0) {
            return new Visibility.SlidingWindow(window);
        }
        return type.equals(CHUNKED) && chunk > 0 ? new Visibility.Chunked(chunk) : new Visibility.Full();
    }

    /** A name for layers that are treated alike. */
    String kind(int layer) {
        return rotates(layer) ? type(layer) : type(layer) + ", no rotation";
    }
}
