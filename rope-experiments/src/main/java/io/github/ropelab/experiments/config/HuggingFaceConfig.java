package io.github.ropelab.experiments.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.IoReason;
import io.github.ropelab.experiments.input.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads a Hugging Face {@code config.json} as transformers 5.23 does: legacy {@code rope_scaling} and new {@code
 * rope_parameters}, blocks nested per layer type, {@code text_config}, and the older names of widths and bases. Keys
 * outside of the rope block that are not about RoPE are ignored; inside of it an unknown key is an error.
 */
public final class HuggingFaceConfig {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** transformers' default where no base is given. */
    private static final double DEFAULT_BASE = 10_000;

    private final JsonNode model;
    private final Catalog<StrategyType, RopeStrategy> catalog;
    private final Optional<String> layerType;
    private final List<String> notes = new ArrayList<>();

    private HuggingFaceConfig(JsonNode model, Catalog<StrategyType, RopeStrategy> catalog, Optional<String> layerType) {
        this.model = model;
        this.catalog = catalog;
        this.layerType = layerType;
    }

    /**
     * Reads a file.
     *
     * @param file the {@code config.json}
     * @param catalog the strategies that a rope block may name
     * @param pairing the config does not say it
     * @param layerType which nested block to take; empty where blocks are not nested
     * @throws InvalidInput if the file cannot be read or a value breaks its rule
     */
    public static RopeSetup read(
            Path file, Catalog<StrategyType, RopeStrategy> catalog, Pairing pairing, Optional<String> layerType) {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new InvalidInput(
                    file.toString(), Problem.of("", "", "be JSON: " + e.getOriginalMessage() + where(e)));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
        try {
            JsonNode model = root.path("text_config").isObject() ? root.get("text_config") : root;
            return new HuggingFaceConfig(model, catalog, layerType).setup(pairing);
        } catch (InvalidParameter e) {
            throw new InvalidInput(file.toString(), Problem.of("", e));
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private RopeSetup setup(Pairing pairing) {
        InvalidParameter.require(model.isObject(), "config", model.getNodeType(), "be a JSON object");
        RopeBlock block = block();
        notes.addAll(block.notes());
        double base = block.base()
                .orElseGet(() -> number("rope_theta", "rotary_emb_base").orElse(DEFAULT_BASE));
        RotaryGeometry geometry = geometry(block, pairing);
        return new RopeSetup(new RopeContext(geometry, base, lengths(block)), block.strategy(), notes);
    }

    /** transformers: a legacy {@code rope_scaling} that is given wins over {@code rope_parameters}. */
    private RopeBlock block() {
        RopeBlock modern = block("rope_parameters");
        RopeBlock legacy = block("rope_scaling");
        RopeBlock used = legacy != null ? legacy : modern;
        if (used == null) {
            return RopeBlock.read(Map.of("rope_type", "none"), catalog);
        }
        if (legacy == null || modern == null) {
            return used;
        }
        if (!legacy.strategy().equals(modern.strategy())) {
            notes.add("rope_scaling and rope_parameters differ; rope_scaling is used, as in transformers 5.23");
        }
        return new RopeBlock(
                legacy.strategy(),
                legacy.base().isPresent() ? legacy.base() : modern.base(),
                legacy.originalLength().isPresent() ? legacy.originalLength() : modern.originalLength(),
                legacy.partialRotaryFactor().isPresent() ? legacy.partialRotaryFactor() : modern.partialRotaryFactor(),
                legacy.notes());
    }

    private RopeBlock block(String key) {
        JsonNode node = model.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        InvalidParameter.require(node.isObject(), key, node, "be an object or null");
        if (node.isEmpty()) {
            return null;
        }
        if (allObjects(node)) {
            node = nested(key, node);
        }
        Map<String, Object> block =
                new LinkedHashMap<>(JSON.convertValue(node, new TypeReference<Map<String, Object>>() {}));
        if (!block.containsKey("rope_type") && !block.containsKey("type")) {
            block.put("rope_type", "default");
        }
        try {
            return RopeBlock.read(block, catalog);
        } catch (InvalidParameter e) {
            String name = e.name().equals("strategy") ? "rope_type" : e.name();
            throw new InvalidParameter(
                    key + "." + name, e.value(), e.rule(), e.suggestion().orElse(null));
        }
    }

    private static boolean allObjects(JsonNode node) {
        for (JsonNode child : node) {
            if (!child.isObject()) {
                return false;
            }
        }
        return true;
    }

    private JsonNode nested(String key, JsonNode node) {
        List<String> types = new ArrayList<>();
        node.fieldNames().forEachRemaining(types::add);
        String type = layerType.orElseThrow(() -> new InvalidParameter(
                key, String.join(", ", types), "be read for one layer type", "choose with --layer-type"));
        if (!node.has(type)) {
            throw new InvalidParameter(
                    "layer type", type, "be one of those in " + key, Nearest.suggestion(type, types));
        }
        return node.get(type);
    }

    private RotaryGeometry geometry(RopeBlock block, Pairing pairing) {
        OptionalInt explicit = integer("head_dim");
        int headDim = explicit.isPresent() ? explicit.getAsInt() : derivedHeadDim();
        OptionalDouble share = block.partialRotaryFactor().isPresent()
                ? block.partialRotaryFactor()
                : number("partial_rotary_factor", "rotary_pct");
        share.ifPresent(
                p -> InvalidParameter.require(p > 0 && p <= 1, "partial_rotary_factor", p, "be above 0 and at most 1"));
        OptionalInt width = integer("rotary_dim");
        int byShare = (int) (headDim * share.orElse(1));
        if (width.isPresent() && share.isPresent()) {
            InvalidParameter.require(
                    width.getAsInt() == byShare,
                    "rotary_dim",
                    width.getAsInt(),
                    "equal head_dim × partial_rotary_factor (" + byShare + ") where both are given");
        }
        return new RotaryGeometry(headDim, width.orElse(byShare), pairing);
    }

    private int derivedHeadDim() {
        int hidden = required("head_dim, or hidden_size with num_attention_heads", integer("hidden_size", "n_embd"));
        int heads = required("num_attention_heads", integer("num_attention_heads", "n_head"));
        InvalidParameter.require(heads >= 1, "num_attention_heads", heads, "be at least 1");
        InvalidParameter.require(
                hidden % heads == 0,
                "hidden_size",
                hidden,
                "be a multiple of num_attention_heads (" + heads + ")",
                "give head_dim");
        return hidden / heads;
    }

    /**
     * The original length at the top level wins over the one in the block; without either the model counts as trained
     * at max_position_embeddings. The target is trained × factor where the block gives a factor, else
     * max_position_embeddings.
     */
    private Lengths lengths(RopeBlock block) {
        int max = required("max_position_embeddings", integer("max_position_embeddings", "n_positions"));
        OptionalInt top = integer("original_max_position_embeddings");
        int trained = top.isPresent() ? top.getAsInt() : block.originalLength().orElse(max);
        Object factor = block.strategy().parameters().get("factor");
        int target = factor instanceof Double s ? Lengths.extendedBy(trained, s) : max;
        return new Lengths(trained, target, target);
    }

    private static int required(String key, OptionalInt value) {
        return value.orElseThrow(() -> new InvalidParameter(key, "missing", "be given"));
    }

    private OptionalInt integer(String... names) {
        OptionalDouble number = number(names);
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        int whole = (int) number.getAsDouble();
        InvalidParameter.require(whole == number.getAsDouble(), names[0], number.getAsDouble(), "be a whole number");
        return OptionalInt.of(whole);
    }

    /** The first of the names that is present and not null. */
    private OptionalDouble number(String... names) {
        for (String name : names) {
            JsonNode node = model.path(name);
            if (!node.isMissingNode() && !node.isNull()) {
                InvalidParameter.require(node.isNumber(), name, node, "be a number");
                return OptionalDouble.of(node.doubleValue());
            }
        }
        return OptionalDouble.empty();
    }
}
