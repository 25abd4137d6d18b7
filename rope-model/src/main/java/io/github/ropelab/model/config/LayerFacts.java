package io.github.ropelab.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.layer.Visibility;
import java.util.LinkedHashMap;
import java.util.List;
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
        int layers = whole(model, "num_hidden_layers", model.path("layer_types").size());
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
            InvalidParameter.require(
                    types.get(layer).isTextual(), "layer_types", types.get(layer), "hold a text for layer " + layer);
            return types.get(layer).textValue();
        }
        int pattern = whole(model, "sliding_window_pattern", modelType.startsWith("gemma3") ? GEMMA3_PATTERN : 0);
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
            JsonNode flag = flags.get(layer);
            InvalidParameter.require(
                    flag.isBoolean() || flag.isInt() && (flag.intValue() == 0 || flag.intValue() == 1),
                    "no_rope_layers",
                    flag,
                    "hold 1 for a layer with rotation and 0 for one without, also for layer " + layer);
            return flag.asBoolean();
        }
        boolean byDefault = modelType.startsWith("llama4") || modelType.equals("smollm3");
        int interval = whole(model, "no_rope_layer_interval", byDefault ? NO_ROPE_INTERVAL : 0);
        return interval <= 0 || (layer + 1) % interval != 0;
    }

    /** The temperature of layers without rotation, where the config turns it on (Llama 4). */
    Optional<Map<String, Object>> unrotatedTemperature() {
        JsonNode tuning = model.path("attn_temperature_tuning");
        InvalidParameter.require(
                absent(tuning) || tuning.isBoolean() || tuning.isInt(),
                "attn_temperature_tuning",
                tuning,
                "be true or false");
        if (!tuning.asBoolean(modelType.startsWith("llama4"))) {
            return Optional.empty();
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", "llama4");
        for (String key : List.of("floor_scale", "attn_scale")) {
            JsonNode number = model.path(key);
            InvalidParameter.require(absent(number) || number.isNumber(), key, number, "be a number");
            if (number.isNumber()) {
                block.put(key, number.numberValue());
            }
        }
        return Optional.of(block);
    }

    /** Which keys a layer of this type sees. */
    Visibility visibility(String type) {
        int window = whole(model, "sliding_window", 0);
        int chunk = whole(model, "attention_chunk_size", 0);
        if (type.equals(SLIDING) && window > 0) {
            return new Visibility.SlidingWindow(window);
        }
        return type.equals(CHUNKED) && chunk > 0 ? new Visibility.Chunked(chunk) : new Visibility.Full();
    }

    /** A name for layers that are treated alike. */
    String kind(int layer) {
        return rotates(layer) ? type(layer) : type(layer) + ", no rotation";
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static int whole(JsonNode model, String key, int otherwise) {
        JsonNode node = model.path(key);
        InvalidParameter.require(absent(node) || node.isInt(), key, node, "be a whole number");
        return absent(node) ? otherwise : node.intValue();
    }
}
