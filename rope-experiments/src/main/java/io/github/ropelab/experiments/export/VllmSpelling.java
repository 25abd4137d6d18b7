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

/** vLLM 0.33, {@code model_executor/layers/rotary_embedding}: only keys that its own code reads. */
final class VllmSpelling implements BlockSpelling {
    @Override
    public Set<String> companions() {
        return Set.of("mrope", "ministral3", "dual_chunk");
    }

    @Override
    public Optional<Map<String, Object>> ownBlock(
            RopeStrategy strategy, RopeContext context, PositionEncoding encoding) {
        return switch (strategy.type().id()) {
            case "ntk_aware" -> Optional.of(block("dynamic", "alpha", factor(strategy, context)));
            case "ntk_fixed" -> Optional.of(block("ntk", "factor", factor(strategy, context)));
            case "ntk_mixed" ->
                Optional.of(with(block("ntk", "factor", factor(strategy, context)), strategy, "mixed_b"));
            case "dynamic_ntk" ->
                Optional.of(block(
                        "dynamic",
                        "factor",
                        factor(strategy, context),
                        "max_trained_positions",
                        context.lengths().trained()));
            case "yarn" -> Optional.of(yarn(strategy, context, encoding));
            case "longrope" ->
                Optional.of(amplitude(bothLists(strategy), encoding.attention().amplitude()));
            default -> BlockSpelling.common(strategy, context);
        };
    }

    /**
     * As transformers; {@code attn_factor} and {@code extrapolation_factor} cannot be said. With a softmax factor it is
     * deepseek_yarn, whose A is g(s, mscale)/g(s, mscale_all_dim): {@code mscale} is chosen to give the amplitude.
     */
    private static Map<String, Object> yarn(RopeStrategy strategy, RopeContext context, PositionEncoding encoding) {
        double s = factor(strategy, context);
        double amplitude = encoding.attention().amplitude();
        double allDim = (double) strategy.parameters().get("mscale_all_dim");
        if (allDim != 0 && !strategy.parameters().get("amplitude_rule").equals("rotary_only")) {
            double given = (double) strategy.parameters().getOrDefault("mscale", 1.0);
            boolean fits = s <= 1 || g(s, given) / g(s, allDim) == amplitude;
            double mscale = fits ? given : (amplitude * g(s, allDim) - 1) / (0.1 * StrictMath.log(s));
            return with(
                    block("deepseek_yarn", "factor", s, "mscale", mscale, "mscale_all_dim", allDim),
                    strategy,
                    "beta_fast",
                    "beta_slow");
        }
        Map<String, Object> block = with(block("yarn", "factor", s), strategy, "beta_fast", "beta_slow", "truncate");
        if (amplitude != g(s, 1)) {
            block.put("attention_factor", amplitude);
        }
        return block;
    }

    /** vLLM's M-RoPE computes yarn's ramp from 4 times the original length; 4 times the turns make up for it. */
    @Override
    public void finish(Map<String, Object> block, List<String> notes) {
        if (block.containsKey("mrope_section") && block.get("rope_type").equals("yarn")) {
            for (String beta : List.of("beta_fast", "beta_slow")) {
                block.computeIfPresent(beta, (key, turns) -> 4 * ((Number) turns).doubleValue());
            }
            notes.add(
                    "vLLM's M-RoPE computes the ramp from 4 times the original length, so both betas are 4 times as large; "
                            + "Qwen3-VL and Qwen3.5 do not: divide them by 4 there");
        }
    }

    /** 0.1·c·ln s + 1 for s above 1, else 1. */
    private static double g(double s, double c) {
        return s <= 1 ? 1 : 0.1 * c * StrictMath.log(s) + 1;
    }

    @Override
    public Map<String, Object> listBlock(List<Double> divisors, double amplitude) {
        return amplitude(block("longrope", "long_factor", divisors, "short_factor", divisors), amplitude);
    }

    private static Map<String, Object> amplitude(Map<String, Object> block, double amplitude) {
        block.put("short_mscale", amplitude);
        block.put("long_mscale", amplitude);
        return block;
    }
}
