package io.github.ropelab.model.config;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.core.layer.ModelRope;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a person asks for: a config, a strategy in one line, or both, and single values that win over both. {@link
 * #resolve()} turns it into a strategy in its context.
 *
 * <pre>{@code
 * RopeSetup setup = RopeRequest.ofConfig(Path.of("config.json")).dialect(Dialect.VLLM).resolve();
 * double[] inverseFrequencies = setup.encoding().frequencies().toArray();
 * }</pre>
 */
public final class RopeRequest {
    /** Two trained lengths that no rule treats alike: a result that differs between them needs the real one. */
    private static final int[] PLACEHOLDER_LENGTHS = {3001, 70_001};

    private static final Catalog<StrategyType, RopeStrategy> CATALOG = Strategies.installed();

    private final Optional<Function<Optional<String>, HuggingFaceConfig>> config;
    private final Optional<Map<String, Object>> strategy;
    private Optional<String> layerType = Optional.empty();
    private OptionalInt layer = OptionalInt.empty();
    private Dialect dialect = Dialect.TRANSFORMERS;
    private OptionalInt headDim = OptionalInt.empty();
    private OptionalInt rotaryDim = OptionalInt.empty();
    private OptionalDouble base = OptionalDouble.empty();
    private OptionalInt trained = OptionalInt.empty();
    private OptionalInt target = OptionalInt.empty();
    private OptionalInt current = OptionalInt.empty();
    private OptionalInt served = OptionalInt.empty();
    private Optional<Pairing> pairing = Optional.empty();

    private RopeRequest(
            Optional<Function<Optional<String>, HuggingFaceConfig>> config, Optional<Map<String, Object>> strategy) {
        this.config = config;
        this.strategy = strategy;
    }

    /** A Hugging Face {@code config.json}. */
    public static RopeRequest ofConfig(Path config) {
        return of(Optional.of(config), Optional.empty());
    }

    /**
     * The text of a config that is not a file of its own: overrides on a command line, a document made in memory.
     *
     * @param source what messages call it
     * @param json the text
     */
    public static RopeRequest ofConfigText(String source, String json) {
        return ofConfigText(source, json, Optional.empty());
    }

    /** As the shorter form, with a strategy's block that replaces the config's scaling. */
    public static RopeRequest ofConfigText(String source, String json, Optional<Map<String, Object>> block) {
        return new RopeRequest(
                Optional.of(type -> HuggingFaceConfig.parse(source, json, type)), block.map(LinkedHashMap::new));
    }

    /** A rope block {@code {rope_type: id, key: value, ...}} without a model. */
    public static RopeRequest ofBlock(Map<String, Object> block) {
        return new RopeRequest(Optional.empty(), Optional.of(new LinkedHashMap<>(block)));
    }

    /** A strategy as {@link StrategyText} reads it, without a model. */
    public static RopeRequest ofStrategy(String text) {
        return new RopeRequest(Optional.empty(), Optional.of(StrategyText.parse(text)));
    }

    /** A config, a strategy that replaces its scaling, or one of them. */
    public static RopeRequest of(Optional<Path> config, Optional<String> strategy) {
        InvalidParameter.require(
                config.isPresent() || strategy.isPresent(),
                "--strategy",
                "missing",
                "be given where there is no --config and no --preset");
        return new RopeRequest(
                config.map(path -> type -> HuggingFaceConfig.read(path, type)), strategy.map(StrategyText::parse));
    }

    /** Which nested block of the config is meant. */
    public RopeRequest layerType(Optional<String> type) {
        layerType = type;
        return this;
    }

    /** Which layer of the config is meant, counted from 0; not together with a layer type. */
    public RopeRequest layer(OptionalInt number) {
        layer = number;
        return this;
    }

    /** Whose reading is asked for; transformers if left out. */
    public RopeRequest dialect(Dialect engine) {
        dialect = engine;
        return this;
    }

    /** Components of a head, and of them those that rotate; either may be absent. */
    public RopeRequest widths(OptionalInt head, OptionalInt rotary) {
        headDim = head;
        rotaryDim = rotary;
        return this;
    }

    /** θ base. */
    public RopeRequest base(OptionalDouble theta) {
        base = theta;
        return this;
    }

    /** Trained, target and current length, tokens; each may be absent. */
    public RopeRequest lengths(OptionalInt trainedLength, OptionalInt targetLength, OptionalInt currentLength) {
        trained = trainedLength;
        target = targetLength;
        current = currentLength;
        return this;
    }

    /** The length that a server is started for (vLLM's max_model_len, llama.cpp's n_ctx), tokens. */
    public RopeRequest served(OptionalInt length) {
        length.ifPresent(n -> InvalidParameter.require(n >= 1, "served length", n, "be at least 1 token"));
        served = length;
        return this;
    }

    /** The pairing of the vectors; half-split if nothing says it. */
    public RopeRequest pairing(Optional<Pairing> layout) {
        pairing = layout;
        return this;
    }

    /** The current length where nothing says it. */
    public RopeRequest assumeCurrent(int length) {
        current = current.isPresent() ? current : OptionalInt.of(length);
        return this;
    }

    /** Which nested block of the config is meant, where nothing says it. */
    public RopeRequest assumeLayerType(Optional<String> type) {
        layerType = layerType.isPresent() || layer.isPresent() || config.isEmpty() ? layerType : type;
        return this;
    }

    /** Whether anything says which layers are meant. */
    public boolean layerChosen() {
        return layerType.isPresent() || layer.isPresent();
    }

    /** Settings of the config's other layer types, where it treats them differently. */
    public Map<String, RopeSetup> otherLayers() {
        Optional<HuggingFaceConfig> file = config.map(reader -> reader.apply(layerType));
        Map<String, RopeSetup> others = new LinkedHashMap<>();
        for (String type : file.map(HuggingFaceConfig::layerTypes).orElse(List.of())) {
            boolean asked = layerType.map(type::equals).orElse(type.equals("full_attention"));
            if (!asked) {
                others.put(type, resolve(file.map(f -> f.forLayerType(type))));
            }
        }
        return others;
    }

    /** The config's map of position axes in plain words, as in {@code y,x alternating}. */
    public Optional<String> axesInWords() {
        return config.map(reader -> reader.apply(layerType)).flatMap(HuggingFaceConfig::axes);
    }

    /** Every length that the config names, tokens. */
    public List<Integer> namedLengths() {
        return config.map(reader -> reader.apply(layerType))
                .map(HuggingFaceConfig::namedLengths)
                .orElse(List.of());
    }

    /** The head width where nothing says it and the result does not depend on it. */
    public RopeRequest assumeHeadDim(int width) {
        if (headDim.isEmpty() && config.isEmpty()) {
            headDim = OptionalInt.of(width);
        }
        return this;
    }

    /**
     * The strategy in its context.
     *
     * @throws InvalidInput if the config cannot be read or a value of it breaks its rule
     * @throws InvalidParameter if a value asked for breaks its rule
     */
    public RopeSetup resolve() {
        InvalidParameter.require(
                layer.isEmpty() || layerType.isEmpty(), "--layer", layer, "not be given together with --layer-type");
        layerType.ifPresent(
                type -> InvalidParameter.require(config.isPresent(), "--layer-type", type, "be used with a config"));
        Optional<HuggingFaceConfig> file = config.map(reader -> reader.apply(layerType));
        if (layerType.isPresent()) {
            List<String> types = file.orElseThrow().layerTypes();
            String type = layerType.get();
            if (!types.isEmpty() && !types.contains(type)) {
                throw new InvalidInput(
                        file.get().source(),
                        new Problem(
                                "layer type", type, "be one that the config knows", Nearest.suggestion(type, types)));
            }
        }
        if (layer.isPresent()) {
            return atLayer(
                    file.orElseThrow(() -> new InvalidParameter("--layer", layer.getAsInt(), "be used with a config")),
                    layer.getAsInt());
        }
        if (file.isEmpty() || strategy.isPresent()) {
            return resolve(file);
        }
        try {
            return resolve(file);
        } catch (InvalidParameter e) {
            throw new InvalidInput(file.get().source(), Problem.of("", e));
        }
    }

    /**
     * The rule of every layer of the config.
     *
     * @return empty where the config does not say how many layers it has
     */
    public Optional<ModelRope> model() {
        Optional<HuggingFaceConfig> file = config.map(reader -> reader.apply(Optional.empty()));
        Optional<LayerFacts> layers = file.flatMap(HuggingFaceConfig::layers);
        if (layers.isEmpty()) {
            return Optional.empty();
        }
        Map<String, LayerRule> byKind = new LinkedHashMap<>();
        List<LayerRule> rules = new ArrayList<>();
        for (int i = 0; i < layers.get().count(); i++) {
            int number = i;
            rules.add(byKind.computeIfAbsent(layers.get().kind(number), kind -> {
                RopeSetup setup = atLayer(file.get(), number);
                Visibility visibility = layers.get().visibility(layers.get().type(number));
                return new LayerRule(kind, setup.strategy(), setup.context().base(), visibility);
            }));
        }
        return Optional.of(new ModelRope(rules));
    }

    private RopeSetup atLayer(HuggingFaceConfig file, int number) {
        try {
            LayerFacts layers =
                    file.layers().orElseThrow(() -> new InvalidParameter("num_hidden_layers", "missing", "be given"));
            RopeSetup setup = resolve(Optional.of(file.forLayerType(layers.type(number))));
            if (layers.rotates(number)) {
                return setup;
            }
            List<String> notes = new ArrayList<>(setup.notes());
            notes.add("layer " + number + " rotates nothing");
            List<Map<String, Object>> parts = new ArrayList<>(List.of(Map.of("rope_type", "nope")));
            layers.unrotatedTemperature().ifPresent(parts::add);
            return new RopeSetup(
                    setup.context(), RopeBlock.join(parts, CATALOG), setup.dialect(), setup.trainedKnown(), notes);
        } catch (InvalidParameter e) {
            throw new InvalidInput(file.source(), Problem.of("", e));
        }
    }

    private RopeSetup resolve(Optional<HuggingFaceConfig> file) {
        List<String> notes = new ArrayList<>();
        Optional<HuggingFaceConfig.Block> fromFile = file.flatMap(f -> f.block(dialect, notes));
        ModelFacts model = file.map(f ->
                        f.facts(fromFile.filter(HuggingFaceConfig.Block::nested).isPresent()))
                .orElse(ModelFacts.unknown());
        RopeBlock asked = strategy.isPresent()
                ? RopeBlock.read(strategy.get(), CATALOG, dialect, model)
                : readFromFile(file.orElseThrow(), fromFile, model, notes);
        RopeBlock used = strategy.isPresent()
                ? fromFile.map(block -> asked.over(contextOnly(block, model))).orElse(asked)
                : asked;
        notes.addAll(used.notes());
        OptionalInt askedLength = strategy.isPresent() ? LengthFacts.first(trained, asked.originalLength()) : trained;
        LengthFacts lengths = lengths(file, model.nested(), used, askedLength);
        if (lengths.trainedKnown()) {
            return setup(file, used, lengths, notes, true);
        }
        RopeSetup a = setup(file, used, lengths.withTrained(PLACEHOLDER_LENGTHS[0]), notes, false);
        RopeSetup b = setup(file, used, lengths.withTrained(PLACEHOLDER_LENGTHS[1]), notes, false);
        InvalidParameter.require(
                a.encoding().sameEffectAs(b.encoding()),
                file.isPresent() ? "max_position_embeddings" : "--trained-length",
                "missing",
                "be given: " + used.strategy().type().id() + " depends on the trained length here");
        return a;
    }

    private RopeBlock readFromFile(
            HuggingFaceConfig file, Optional<HuggingFaceConfig.Block> block, ModelFacts model, List<String> notes) {
        Map<String, Object> keys = block.map(b -> new LinkedHashMap<>(b.keys()))
                .orElseGet(() -> new LinkedHashMap<>(Map.of("rope_type", "default")));
        if (file.scalesOnlyGlobalLayers()
                && !block.map(HuggingFaceConfig.Block::nested).orElse(false)) {
            keys = new LinkedHashMap<>(Map.of("rope_type", "default"));
            notes.add("the scaling is for global layers; these are local");
        }
        RopeBlock read;
        try {
            read = RopeBlock.read(keys, CATALOG, dialect, model);
        } catch (InvalidParameter e) {
            String name = e.name().equals("strategy") ? "rope_type" : e.name();
            throw new InvalidParameter(
                    block.map(HuggingFaceConfig.Block::key).orElse("rope") + "." + name,
                    e.value(),
                    e.rule(),
                    e.suggestion().orElse(null));
        }
        Optional<Map<String, Object>> chunks = file.dualChunk();
        if (chunks.isPresent() && dialect == Dialect.VLLM) {
            return read.with(RopeBlock.join(List.of(read.strategy().block(), chunks.get()), CATALOG));
        }
        chunks.ifPresent(ignored -> notes.add("dual_chunk_attention_config is read by vLLM only (--dialect vllm)"));
        return read;
    }

    /** What the file's block says about the context of a strategy that replaces it; another head has another share. */
    private RopeBlock contextOnly(HuggingFaceConfig.Block block, ModelFacts model) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("rope_type", "default");
        RopeBlock.CONTEXT_KEYS.forEach(key -> {
            boolean otherHead = key.equals("partial_rotary_factor") && headDim.isPresent();
            if (block.keys().get(key) != null && !otherHead) {
                keys.put(key, block.keys().get(key));
            }
        });
        return RopeBlock.read(keys, CATALOG, dialect, model);
    }

    private LengthFacts lengths(
            Optional<HuggingFaceConfig> file, boolean nested, RopeBlock used, OptionalInt askedLength) {
        return new LengthFacts(
                file.map(HuggingFaceConfig::maxPositions).orElse(OptionalInt.empty()),
                file.map(HuggingFaceConfig::topOriginal).orElse(OptionalInt.empty()),
                used.originalLength(),
                LengthFacts.first(
                        used.maxTrainedPositions(),
                        file.map(HuggingFaceConfig::topMaxTrained).orElse(OptionalInt.empty())),
                file.map(HuggingFaceConfig::served).orElse(OptionalInt.empty()),
                nested,
                strategy.isEmpty(),
                askedLength,
                target,
                current,
                served);
    }

    private RopeSetup setup(
            Optional<HuggingFaceConfig> file,
            RopeBlock used,
            LengthFacts lengths,
            List<String> notes,
            boolean trainedKnown) {
        RotaryGeometry given = new HeadFacts(file, used, headDim, rotaryDim, pairing).geometry();
        return new RopeSetup(
                new RopeContext(
                        used.strategy().rotated(given),
                        theta(file, used),
                        dialect.rules().lengths(lengths, used.strategy())),
                used.strategy(),
                dialect,
                trainedKnown,
                notes);
    }

    private double theta(Optional<HuggingFaceConfig> file, RopeBlock used) {
        if (base.isPresent()) {
            return base.getAsDouble();
        }
        if (used.base().isPresent()) {
            return used.base().getAsDouble();
        }
        return file.map(HuggingFaceConfig::base).orElse(OptionalDouble.empty()).orElseGet(() -> dialect.rules()
                .defaultBase(file.map(f -> f.facts(false)).orElse(ModelFacts.unknown())));
    }
}
