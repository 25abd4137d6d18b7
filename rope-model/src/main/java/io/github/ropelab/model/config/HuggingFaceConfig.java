package io.github.ropelab.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Hugging Face {@code config.json} says about rotary embeddings, before any engine reads it: legacy {@code
 * rope_scaling} and new {@code rope_parameters}, blocks nested per layer type, {@code text_config}, and the older names of
 * widths and bases. Keys outside of the rope block that are not about RoPE are ignored.
 */
public final class HuggingFaceConfig {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Stands for a truncate beside nested blocks until the dialect decides. */
    private static final String TRUNCATE_BESIDE = "truncate (beside)";

    /** A map of position axes in plain words, beside the keys that engines know. */
    private static final String AXES = "axes";

    private static final String GLOBAL = "full_attention";
    private static final String LOCAL = "sliding_attention";

    private static final Pattern LENGTH_KEY = Pattern.compile("position|max_.*len|trained|window|seq_len|n_ctx");

    private final String source;
    private final JsonNode root;
    private final JsonNode model;
    private final Optional<String> layerType;

    private HuggingFaceConfig(String source, JsonNode root, JsonNode model, Optional<String> layerType) {
        this.source = source;
        this.root = root;
        this.model = model;
        this.layerType = layerType;
    }

    /**
     * A rope block as it stands in the file.
     *
     * @param key {@code rope_scaling} or {@code rope_parameters}
     * @param keys of the block; {@code rope_type} is always there
     * @param nested whether it was chosen among blocks by layer type
     */
    record Block(String key, Map<String, Object> keys, boolean nested) {}

    /**
     * Opens a file.
     *
     * @param file the {@code config.json}
     * @param layerType which nested block to take; empty where blocks are not nested
     * @throws InvalidInput if the file cannot be read
     */
    public static HuggingFaceConfig read(Path file, Optional<String> layerType) {
        try {
            return parse(file.toString(), Files.readString(file), layerType);
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    /**
     * Reads the text of a config that is not a file of its own.
     *
     * @param source what messages call it
     * @param json the text
     * @param layerType which nested block to take; empty where blocks are not nested
     * @throws InvalidInput if it is not a JSON object
     */
    public static HuggingFaceConfig parse(String source, String json, Optional<String> layerType) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInput(source, Problem.of("", "", "be JSON: " + e.getOriginalMessage() + where(e)));
        }
        JsonNode model = root.path("text_config").isObject() ? root.get("text_config") : root;
        if (!model.isObject()) {
            throw new InvalidInput(source, Problem.of("", model.getNodeType(), "be a JSON object"));
        }
        return new HuggingFaceConfig(source, root, model, layerType);
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /** The file's name as the user gave it. */
    public String source() {
        return source;
    }

    /**
     * The rope block in force: a {@code rope_scaling} that is not empty wins over {@code rope_parameters}, as in
     * transformers 5.23 ({@code rope_scaling or self.rope_parameters}); llama.cpp's converter asks in the other order.
     * Empty where there is none.
     */
    Optional<Block> block(Dialect dialect, List<String> notes) {
        Optional<Block> legacy = block("rope_scaling");
        Optional<Block> modern = block("rope_parameters");
        boolean modernFirst = dialect == Dialect.LLAMA_CPP;
        Optional<Block> used = modernFirst ? modern.or(() -> legacy) : legacy.or(() -> modern);
        Optional<Block> other = used.equals(legacy) ? modern : legacy;
        if (legacy.isPresent() && modern.isPresent() && contradicts(used.get(), other.get())) {
            notes.add("rope_scaling and rope_parameters differ; " + used.get().key() + " is used, as in "
                    + dialect.version());
        }
        used.filter(Block::nested).ifPresent(block -> placeTruncate(block.keys(), dialect, notes));
        return used;
    }

    /** transformers 5.23 reads truncate of yarn beside the nested blocks, never inside of one; others inside. */
    private static void placeTruncate(Map<String, Object> block, Dialect dialect, List<String> notes) {
        Object beside = block.remove(TRUNCATE_BESIDE);
        if (dialect == Dialect.TRANSFORMERS) {
            if (block.remove("truncate") != null) {
                notes.add("transformers 5.23 does not read truncate inside of a layer type's block");
            }
            if (beside != null) {
                block.put("truncate", beside);
            }
        } else if (beside != null) {
            notes.add("truncate beside the layer types' blocks is read by transformers only");
        }
    }

    private static boolean contradicts(Block used, Block other) {
        return other.keys().entrySet().stream()
                .anyMatch(entry -> used.keys().containsKey(entry.getKey())
                        && !same(entry.getValue(), used.keys().get(entry.getKey())));
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y
                ? x.doubleValue() == y.doubleValue()
                : Objects.equals(a, b);
    }

    private Optional<Block> block(String key) {
        JsonNode node = model.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        InvalidParameter.require(node.isObject(), key, node, "be an object or null");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        boolean nested = hasObject(node);
        Map<String, Object> keys = nested ? nested(key, node) : map(node);
        if (keys.get(AXES) instanceof String) {
            keys.remove(AXES);
        }
        if (keys.get("rope_type") == null && keys.get("type") == null) {
            keys.put("rope_type", "default");
        }
        return Optional.of(new Block(key, keys, nested));
    }

    private static Map<String, Object> map(JsonNode node) {
        return new LinkedHashMap<>(JSON.convertValue(node, new TypeReference<Map<String, Object>>() {}));
    }

    /** A block of blocks: one of its values is a block by layer type. Nested strategies have names of their own. */
    private static boolean hasObject(JsonNode node) {
        return node.properties().stream()
                .anyMatch(
                        entry -> entry.getValue().isObject() && !entry.getKey().equals("inner"));
    }

    private Map<String, Object> nested(String key, JsonNode node) {
        List<String> types = new ArrayList<>();
        Map<String, Object> beside = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            if (entry.getValue().isObject() || entry.getValue().isNull()) {
                types.add(entry.getKey());
            } else {
                beside.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class));
            }
        });
        String type = layerType.orElseThrow(() -> new InvalidParameter(
                key,
                String.join(", ", types),
                "be read for one layer type",
                "choose with --layer-type, --layer or the layer_type of a dump.json"));
        if (!types.contains(type)) {
            throw new InvalidParameter(
                    "layer type", type, "be one of those in " + key, Nearest.suggestion(type, types));
        }
        Map<String, Object> block =
                node.get(type).isNull() ? new LinkedHashMap<>(Map.of("rope_type", "nope")) : map(node.get(type));
        Object truncate = beside.remove("truncate");
        if (truncate != null) {
            block.put(TRUNCATE_BESIDE, truncate);
        }
        beside.forEach((name, value) -> {
            throw new InvalidParameter(key + "." + name, value, "stand inside of a layer type's block");
        });
        return block;
    }

    /** What the config says about its layers; empty where it does not say how many it has. */
    Optional<LayerFacts> layers() {
        return LayerFacts.of(model);
    }

    /** The same file, read for layers of one type. */
    HuggingFaceConfig forLayerType(String type) {
        return new HuggingFaceConfig(source, root, model, Optional.of(type));
    }

    ModelFacts facts(boolean nested) {
        JsonNode type = model.path("model_type");
        return new ModelFacts(
                type.isTextual() ? Optional.of(type.asText()) : Optional.empty(),
                nested,
                number("partial_rotary_factor", "rotary_pct", "rope_pct", "rotary_emb_fraction"));
    }

    /** θ base outside of the block; the local layers of Gemma 3 and ModernBERT have one of their own. */
    OptionalDouble base() {
        OptionalDouble local = localBase();
        if (layerType.filter(LOCAL::equals).isPresent() && local.isPresent()) {
            return local;
        }
        OptionalDouble ratio = number("rope_ratio"); // ChatGLM: the base is 10000 times it
        return ratio.isPresent()
                ? OptionalDouble.of(DefaultBases.COMMON * ratio.getAsDouble())
                : number("rope_theta", "rotary_emb_base", "global_rope_theta");
    }

    /** The base of local layers, where they have one of their own; Gemma 3's configs leave its default out. */
    private OptionalDouble localBase() {
        OptionalDouble given = number("rope_local_base_freq", "local_rope_theta");
        return given.isEmpty() && model.path("model_type").asText("").startsWith("gemma3")
                ? OptionalDouble.of(DefaultBases.COMMON)
                : given;
    }

    /** Whether the layer type asked for takes no part in a scaling that is not nested: local layers of Gemma 3, OLMo 3. */
    boolean scalesOnlyGlobalLayers() {
        return layerType.filter(LOCAL::equals).isPresent()
                && (localBase().isPresent()
                        || model.path("model_type").asText("").startsWith("olmo3"));
    }

    /** Components of a head that rotary embeddings see: DeepSeek splits them off, Gemma 4's global layers are wider. */
    int headDim() {
        OptionalInt split = integer("qk_rope_head_dim");
        if (split.isPresent()) {
            return split.getAsInt();
        }
        if (layerType.filter(GLOBAL::equals).isPresent()
                && integer("global_head_dim").isPresent()) {
            return integer("global_head_dim").getAsInt();
        }
        OptionalInt given =
                LengthFacts.first(integer("head_dim"), integer("kv_channels"), DefaultHeads.headDim(facts(false)));
        return given.orElseGet(this::derivedHeadDim);
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

    /** {@code rotary_dim}: components that rotate. */
    OptionalInt rotaryDim() {
        return integer("rotary_dim");
    }

    OptionalInt maxPositions() {
        return tokens("max_position_embeddings", "n_positions");
    }

    /** {@code max_trained_positions} beside the block (Nomic). */
    OptionalInt topMaxTrained() {
        return tokens("max_trained_positions");
    }

    OptionalInt topOriginal() {
        return tokens("original_max_position_embeddings");
    }

    /** The length that an engine is started for, where the file says it: vLLM's or llama.cpp's. */
    OptionalInt served() {
        OptionalInt vllm = tokens("max_model_len");
        JsonNode context = model.path("llama_cpp").path("n_ctx");
        return vllm.isPresent() || !context.canConvertToInt() ? vllm : OptionalInt.of(context.intValue());
    }

    /** {@code dual_chunk_attention_config} of Qwen2.5-1M as a strategy, which vLLM alone applies. */
    Optional<Map<String, Object>> dualChunk() {
        JsonNode node = model.path("dual_chunk_attention_config");
        if (!node.isObject()) {
            return Optional.empty();
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", "dual_chunk");
        Map.of("chunk_size", "chunk_size", "local_size", "local_window").forEach((key, parameter) -> {
            JsonNode number = node.path(key);
            if (!number.isMissingNode() && !number.isNull()) {
                InvalidParameter.require(
                        number.isNumber(), "dual_chunk_attention_config." + key, number, "be a number");
                block.put(parameter, number.numberValue());
            }
        });
        return Optional.of(block);
    }

    /** The pairing of the model's weights: where a bundled preset says it, by {@code rope_interleave}, or by the family. */
    Optional<Pairing> layout() {
        if (root.path("_layout").isTextual()) {
            return Optional.of(Pairing.of(root.get("_layout").asText()));
        }
        JsonNode interleave = model.path("rope_interleave");
        if (interleave.isBoolean()) {
            return Optional.of(interleave.booleanValue() ? Pairing.INTERLEAVED : Pairing.HALF_SPLIT);
        }
        return facts(false).interleaved() ? Optional.of(Pairing.INTERLEAVED) : Optional.empty();
    }

    /** Types of layers that the config treats differently; empty where it treats all alike. */
    List<String> layerTypes() {
        for (String key : List.of("rope_scaling", "rope_parameters")) {
            JsonNode node = model.path(key);
            if (node.isObject() && hasObject(node)) {
                List<String> types = new ArrayList<>();
                node.properties().forEach(entry -> {
                    if (entry.getValue().isObject() || entry.getValue().isNull()) {
                        types.add(entry.getKey());
                    }
                });
                return types;
            }
        }
        boolean local =
                localBase().isPresent() || model.path("model_type").asText("").startsWith("olmo3");
        return local ? List.of(GLOBAL, LOCAL) : List.of();
    }

    /** The map of position axes in plain words, as in {@code y,x alternating}; no engine reads it. */
    Optional<String> axes() {
        return Stream.of("rope_scaling", "rope_parameters")
                .map(key -> model.path(key).path(AXES))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    /** Every length that the config names, inside of the rope block and around it, tokens. */
    List<Integer> namedLengths() {
        Set<Integer> lengths = new LinkedHashSet<>();
        collectLengths(model, lengths);
        for (String key : List.of("rope_scaling", "rope_parameters")) {
            collectLengths(model.path(key), lengths);
            model.path(key).forEach(inner -> collectLengths(inner, lengths));
        }
        return List.copyOf(lengths);
    }

    private static void collectLengths(JsonNode node, Set<Integer> lengths) {
        node.properties().forEach(entry -> {
            boolean length = LENGTH_KEY.matcher(entry.getKey()).find();
            if (length && entry.getValue().canConvertToInt() && entry.getValue().intValue() > 0) {
                lengths.add(entry.getValue().intValue());
            }
        });
    }

    private static int required(String key, OptionalInt value) {
        return value.orElseThrow(() -> new InvalidParameter(key, "missing", "be given"));
    }

    private OptionalInt tokens(String... names) {
        OptionalInt length = integer(names);
        length.ifPresent(n -> InvalidParameter.require(n >= 1, names[0], n, "be at least 1 token"));
        return length;
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
