package io.github.ropelab.experiments.export;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How one engine spells rope blocks of a Hugging Face config. Stateless. */
interface BlockSpelling {
    /** Ids of strategies whose keys stand beside a rope type. */
    Set<String> companions();

    /** The engine's own spelling of a strategy, if it has one; keys of the context are added by the caller. */
    Optional<Map<String, Object>> ownBlock(RopeStrategy strategy, RopeContext context, PositionEncoding encoding);

    /** One list of divisors for every length, with an amplitude: the {@code longrope} that any frequency map can take. */
    Map<String, Object> listBlock(List<Double> divisors, double amplitude);

    /** Changes a whole block where its keys mean something else together, and says so; nothing by default. */
    default void finish(Map<String, Object> block, List<String> notes) {}

    /** Blocks that transformers and vLLM spell alike. */
    static Optional<Map<String, Object>> common(RopeStrategy strategy, RopeContext context) {
        return switch (strategy.type().id()) {
            case "linear" -> Optional.of(block("linear", "factor", factor(strategy, context)));
            case "llama3" ->
                Optional.of(with(
                        block("llama3", "factor", factor(strategy, context)),
                        strategy,
                        "low_freq_factor",
                        "high_freq_factor"));
            case "p_rope" -> Optional.of(with(block("proportional"), strategy, "partial_rotary_factor", "factor"));
            default -> Optional.empty();
        };
    }

    /** A block {@code {rope_type: id, key: value, ...}} from pairs of key and value. */
    static Map<String, Object> block(String id, Object... pairs) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", id);
        for (int i = 0; i < pairs.length; i += 2) {
            block.put((String) pairs[i], pairs[i + 1]);
        }
        return block;
    }

    /** {@code longrope} with both of its lists: engines require each, the catalogue's short one may be absent. */
    static Map<String, Object> bothLists(RopeStrategy longRope) {
        Map<String, Object> given = longRope.parameters();
        Object longFactor = given.get("long_factor");
        return block(
                "longrope", "long_factor", longFactor, "short_factor", given.getOrDefault("short_factor", longFactor));
    }

    /** The strategy's factor, given or derived from the lengths. */
    static double factor(RopeStrategy strategy, RopeContext context) {
        Object given = strategy.parameters().get("factor");
        return given == null ? context.lengths().factor() : ((Number) given).doubleValue();
    }

    /** Adds those of the strategy's parameters that it has. */
    static Map<String, Object> with(Map<String, Object> block, RopeStrategy strategy, String... keys) {
        for (String key : keys) {
            Object value = strategy.parameters().get(key);
            if (value != null) {
                block.put(key, value);
            }
        }
        return block;
    }
}
