package io.github.ropelab.model.config;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.strategy.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A rope block as engines write it ({@code rope_scaling}, {@code rope_parameters}): a strategy, and the fields of its
 * context that sit in the same block. Any key that neither of them knows is an error.
 *
 * @param strategy with the block's parameters
 * @param base {@code rope_theta}, if given
 * @param originalLength {@code original_max_position_embeddings}, if given
 * @param maxTrainedPositions {@code max_trained_positions}, if given
 * @param partialRotaryFactor {@code partial_rotary_factor}, if given and not a parameter of the strategy
 * @param notes what a person should know about how the block was read
 */
public record RopeBlock(
        RopeStrategy strategy,
        OptionalDouble base,
        OptionalInt originalLength,
        OptionalInt maxTrainedPositions,
        OptionalDouble partialRotaryFactor,
        List<String> notes) {
    static final List<String> CONTEXT_KEYS =
            List.of("rope_theta", "original_max_position_embeddings", "max_trained_positions", "partial_rotary_factor");

    /** Strategies that have a parameter named as one of the context's keys. */
    private static final Map<String, String> OWN_KEYS =
            Map.of("p_rope", "partial_rotary_factor", "partial", "partial_rotary_factor", "abf", "rope_theta");

    /** Copies the notes. */
    public RopeBlock {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a block without a model around it, as transformers does.
     *
     * @throws InvalidParameter if a key is unknown or a value breaks its rule
     */
    public static RopeBlock read(Map<String, Object> block, Catalog<StrategyType, RopeStrategy> catalog) {
        return read(block, catalog, Dialect.TRANSFORMERS);
    }

    /** As the shorter form, as another engine reads it. */
    public static RopeBlock read(
            Map<String, Object> block, Catalog<StrategyType, RopeStrategy> catalog, Dialect dialect) {
        return read(block, catalog, dialect, ModelFacts.unknown());
    }

    static RopeBlock read(
            Map<String, Object> block, Catalog<StrategyType, RopeStrategy> catalog, Dialect dialect, ModelFacts model) {
        BlockDraft draft = new BlockDraft(block, model);
        EngineSpellings.apply(draft, dialect.rules());
        List<Map<String, Object>> parts = new ArrayList<>();
        if (draft.id().equals("combined") || draft.id().equals("resonance")) {
            nested(draft, catalog, dialect, model);
        } else {
            dialect.rules().apply(draft);
        }
        Params context = Params.of(draft.takeAll(contextKeys(draft.id())));
        Map<String, Object> main = new LinkedHashMap<>();
        main.put("rope_type", draft.id());
        main.putAll(draft.drain());
        boolean alone = draft.companions().isEmpty();
        if (alone || !draft.id().equals("none")) {
            parts.add(main);
        }
        parts.addAll(draft.companions());
        return new RopeBlock(
                join(parts, catalog),
                context.number("rope_theta"),
                context.integer("original_max_position_embeddings"),
                context.integer("max_trained_positions"),
                context.number("partial_rotary_factor"),
                draft.notes());
    }

    /** The same strategy; what this block does not say of the context, another block says. */
    RopeBlock over(RopeBlock below) {
        return new RopeBlock(
                strategy,
                base.isPresent() ? base : below.base,
                LengthFacts.first(originalLength, below.originalLength),
                LengthFacts.first(maxTrainedPositions, below.maxTrainedPositions),
                partialRotaryFactor.isPresent() || hasOwnShare() ? partialRotaryFactor : below.partialRotaryFactor,
                notes);
    }

    /** The same words of the context for another strategy. */
    RopeBlock with(RopeStrategy other) {
        return new RopeBlock(other, base, originalLength, maxTrainedPositions, partialRotaryFactor, notes);
    }

    /** Whether the share of the head is a parameter of the strategy itself. */
    boolean hasOwnShare() {
        return strategy.parameters().containsKey("partial_rotary_factor");
    }

    private static List<String> contextKeys(String id) {
        return CONTEXT_KEYS.stream()
                .filter(key -> !key.equals(OWN_KEYS.get(id)))
                .toList();
    }

    /** Blocks inside of a block are read by the same rules; what they say of the context belongs to the outer block. */
    private static void nested(
            BlockDraft draft, Catalog<StrategyType, RopeStrategy> catalog, Dialect dialect, ModelFacts model) {
        draft.get("inner")
                .ifPresent(inner ->
                        draft.put("inner", innerBlock(draft, Params.asBlock("inner", inner), catalog, dialect, model)));
        if (draft.get("parts").orElse(null) instanceof List<?> parts) {
            draft.put(
                    "parts",
                    parts.stream()
                            .map(part -> innerBlock(draft, Params.asBlock("parts", part), catalog, dialect, model))
                            .toList());
        }
    }

    private static Map<String, Object> innerBlock(
            BlockDraft outer,
            Map<String, Object> block,
            Catalog<StrategyType, RopeStrategy> catalog,
            Dialect dialect,
            ModelFacts model) {
        RopeBlock read = read(block, catalog, dialect, model);
        read.base().ifPresent(value -> outer.put("rope_theta", value));
        read.originalLength().ifPresent(value -> outer.put("original_max_position_embeddings", value));
        read.maxTrainedPositions().ifPresent(value -> outer.put("max_trained_positions", value));
        read.partialRotaryFactor().ifPresent(value -> outer.put("partial_rotary_factor", value));
        read.notes().forEach(outer::note);
        return read.strategy().block();
    }

    /** One strategy of the parts, which are in the catalogue's spelling. */
    static RopeStrategy join(List<Map<String, Object>> parts, Catalog<StrategyType, RopeStrategy> catalog) {
        return Strategies.join(
                parts.stream().map(part -> strategy(part, catalog)).toList());
    }

    private static RopeStrategy strategy(Map<String, Object> block, Catalog<StrategyType, RopeStrategy> catalog) {
        Map<String, Object> keys = new LinkedHashMap<>(block);
        String id = (String) keys.remove("rope_type");
        return catalog.read(id, Params.of(keys));
    }
}
