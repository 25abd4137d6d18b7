package io.github.ropelab.experiments.config;

import io.github.ropelab.core.Catalog;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.StrategyType;
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
 * @param originalLength {@code original_max_position_embeddings}, the trained length, if given
 * @param partialRotaryFactor {@code partial_rotary_factor}, if given
 * @param notes what a person should know about how the block was read
 */
public record RopeBlock(
        RopeStrategy strategy,
        OptionalDouble base,
        OptionalInt originalLength,
        OptionalDouble partialRotaryFactor,
        List<String> notes) {
    /** HunYuan's published blocks carry YaRN's keys beside {@code alpha}; no engine reads them there. */
    private static final List<String> INERT_WITH_ALPHA =
            List.of("factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim");

    /**
     * Reads a block.
     *
     * @throws InvalidParameter if a key is unknown or a value breaks its rule
     */
    public static RopeBlock read(Map<String, Object> block, Catalog<StrategyType, RopeStrategy> catalog) {
        Map<String, Object> keys = new LinkedHashMap<>(block);
        List<String> notes = new ArrayList<>();
        String id = strategyId(keys, notes);
        Params context = Params.of(
                take(keys, List.of("rope_theta", "original_max_position_embeddings", "partial_rotary_factor")));
        return new RopeBlock(
                catalog.read(id, Params.of(keys)),
                context.number("rope_theta"),
                context.integer("original_max_position_embeddings"),
                context.number("partial_rotary_factor"),
                notes);
    }

    /** Our id of the block's type; engine spellings leave the block as our parameters. */
    private static String strategyId(Map<String, Object> keys, List<String> notes) {
        Object legacy = keys.remove("type");
        Object type = keys.containsKey("rope_type") ? keys.remove("rope_type") : legacy;
        InvalidParameter.require(type instanceof String, "rope_type", type, "name a strategy");
        String id = ((String) type).replace('-', '_');
        switch (id) {
            case "default":
                return "none";
            case "deepseek_yarn":
                keys.putIfAbsent("amplitude_rule", "deepseek");
                return yarn(keys, notes);
            case "yarn":
                return yarn(keys, notes);
            case "dynamic":
                if (keys.get("alpha") == null) {
                    return "dynamic_ntk";
                }
                List<String> inert =
                        INERT_WITH_ALPHA.stream().filter(keys::containsKey).toList();
                take(keys, inert);
                notes.add("rope_type dynamic with alpha is a static NTK-aware base"
                        + (inert.isEmpty() ? "" : "; no engine reads " + String.join(", ", inert) + " beside alpha"));
                return "ntk_aware";
            default:
                return id;
        }
    }

    private static String yarn(Map<String, Object> keys, List<String> notes) {
        if (keys.remove("finetuned") != null) {
            notes.add("finetuned says how the model was trained and changes no angle");
        }
        return "yarn";
    }

    /** Removes the named keys and returns them. */
    private static Map<String, Object> take(Map<String, Object> keys, List<String> names) {
        Map<String, Object> taken = new LinkedHashMap<>();
        for (String name : names) {
            if (keys.containsKey(name)) {
                taken.put(name, keys.remove(name));
            }
        }
        return taken;
    }
}
