package io.github.ropelab.experiments.export;

import static io.github.ropelab.experiments.export.BlockSpelling.block;
import static io.github.ropelab.experiments.export.BlockSpelling.bothLists;
import static io.github.ropelab.experiments.export.BlockSpelling.factor;
import static io.github.ropelab.experiments.export.BlockSpelling.with;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** transformers 5.23, {@code modeling_rope_utils.py}: only keys that its own code reads. */
final class TransformersSpelling implements BlockSpelling {
    @Override
    public Set<String> companions() {
        return Set.of("mrope", "ministral3");
    }

    @Override
    public Optional<Map<String, Object>> ownBlock(
            RopeStrategy strategy, RopeContext context, PositionEncoding encoding) {
        return switch (strategy.type().id()) {
            case "dynamic_ntk" -> Optional.of(block("dynamic", "factor", factor(strategy, context)));
            case "yarn" -> yarn(strategy, context, encoding);
            case "longrope" -> {
                Map<String, Object> block = with(bothLists(strategy), strategy, "factor");
                block.put("attention_factor", encoding.attention().amplitude());
                yield Optional.of(block);
            }
            default -> BlockSpelling.common(strategy, context);
        };
    }

    /** {@code attn_factor} and DeepSeek's rule for A are said as an explicit A; {@code extrapolation_factor} cannot be. */
    private static Optional<Map<String, Object>> yarn(
            RopeStrategy strategy, RopeContext context, PositionEncoding encoding) {
        Map<String, Object> given = strategy.parameters();
        if (!given.get("extrapolation_factor").equals(1.0)) {
            return Optional.empty();
        }
        Map<String, Object> block = with(
                block("yarn", "factor", factor(strategy, context)), strategy, "beta_fast", "beta_slow", "truncate");
        boolean rotaryOnly = given.get("amplitude_rule").equals("rotary_only");
        if (!rotaryOnly) {
            with(block, strategy, "mscale");
        }
        if (!rotaryOnly && !given.get("mscale_all_dim").equals(0.0)) {
            with(block, strategy, "mscale_all_dim");
        }
        boolean derived = !given.containsKey("attention_factor")
                && given.get("attn_factor").equals(1.0)
                && given.get("amplitude_rule").equals("transformers");
        if (!derived) {
            block.put("attention_factor", encoding.attention().amplitude());
        }
        return Optional.of(block);
    }

    @Override
    public Map<String, Object> listBlock(List<Double> divisors, double amplitude) {
        return block("longrope", "long_factor", divisors, "short_factor", divisors, "attention_factor", amplitude);
    }
}
