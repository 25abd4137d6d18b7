package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** vLLM 0.33, {@code model_executor/layers/rotary_embedding}. */
final class VllmRules implements DialectRules {
    private static final Set<String> IMPLEMENTED = new TreeSet<>(Set.of(
            "none",
            "abf",
            "partial",
            "linear",
            "ntk_fixed",
            "ntk_mixed",
            "ntk_aware",
            "dynamic_ntk",
            "yarn",
            "llama3",
            "longrope",
            "p_rope",
            "fope",
            "mrope",
            "dual_chunk",
            "llama4",
            "ministral3",
            "combined",
            "nope"));

    /** A switch of earlier versions. */
    private static final String APPLY = EngineSpellings.APPLY_YARN_SCALING;

    private static final double RAMP_STRETCH = 4;

    @Override
    public void apply(BlockDraft draft) {
        draft.requireOneOf(Dialect.VLLM, IMPLEMENTED);
        switch (draft.id()) {
            case "yarn" -> yarn(draft);
            case "p_rope" -> draft.ignore("vLLM's proportional", "factor");
            case "longrope" -> draft.ignore("vLLM", "factor", "attention_factor", "magnitude_scaling_policy");
            case "dynamic_ntk" -> {
                if (!draft.has("max_trained_positions")) {
                    draft.plain("vLLM rotates plainly: dynamic needs max_trained_positions there");
                }
            }
            default -> {}
        }
        if (!draft.id().equals("none") && !draft.id().equals("yarn")) {
            draft.companion("mrope").ifPresent(sections -> {
                draft.companions().remove(sections);
                draft.note("vLLM reads mrope_section beside default and yarn only");
            });
        }
    }

    private static void yarn(BlockDraft draft) {
        boolean deepseek =
                draft.get("amplitude_rule").filter("deepseek"::equals).isPresent()
                        || draft.model().isDeepSeek();
        if (deepseek) {
            draft.put("amplitude_rule", "deepseek");
            draft.ignore(
                    "vLLM's deepseek_yarn",
                    "attention_factor",
                    "truncate",
                    "attn_factor",
                    "extrapolation_factor",
                    APPLY);
        } else {
            draft.ignore("vLLM 0.33", "attn_factor", "extrapolation_factor", "amplitude_rule", APPLY);
            EngineSpellings.leaveLogits(draft);
            if (draft.companion("mrope").isPresent()) {
                stretchedRamp(draft);
            }
        }
    }

    /**
     * {@code MRotaryEmbedding} hands {@code positions_factor} = 4 times the original length to YaRN's ramp, and Qwen3-VL and
     * its like 1 time. The ramp sees length/turns only, so a quarter of the turns is the same.
     */
    private static void stretchedRamp(BlockDraft draft) {
        if (draft.model().isType("qwen3_vl") || draft.model().isType("qwen3_5")) {
            return;
        }
        for (String beta : List.of("beta_fast", "beta_slow")) {
            Object turns = draft.take(beta).orElse(beta.equals("beta_fast") ? 32 : 1);
            draft.put(beta, turns instanceof Number number ? number.doubleValue() / RAMP_STRETCH : turns);
        }
        draft.note("vLLM's M-RoPE computes yarn's ramp from 4 times the original length: as a quarter of both betas");
    }

    @Override
    public StateRule state(RopeStrategy strategy) {
        return StateRule.FIXED;
    }

    @Override
    public Lengths lengths(LengthFacts facts, RopeStrategy strategy) {
        boolean dynamic = LengthFacts.ids(strategy).contains("dynamic_ntk");
        int trained = dynamic
                ? facts.trainedOr(facts.maxTrained(), facts.maxPositions())
                : facts.trainedOr(facts.topOriginal(), facts.blockOriginal(), facts.maxPositions());
        Lengths lengths = facts.perServer(trained, strategy);
        InvalidParameter.require(
                !dynamic || lengths.current() >= trained,
                "served length",
                lengths.current(),
                "be at least max_trained_positions (" + trained
                        + "): vLLM 0.33 computes a smaller or a complex base below it",
                "serve a longer context, or drop the scaling");
        return lengths;
    }
}
