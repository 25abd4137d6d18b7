package io.github.ropelab.model.config;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;
import java.util.Set;
import java.util.TreeSet;

/**
 * llama.cpp: {@code conversion/base.py} writes the GGUF keys, {@code llama-context.cpp} sets the factors up, the op
 * {@code rope_yarn} applies them.
 */
final class LlamaCppRules implements DialectRules {
    private static final String ENGINE = "llama.cpp";

    private static final Set<String> IMPLEMENTED = new TreeSet<>(Set.of(
            "none",
            "abf",
            "partial",
            "linear",
            "ntk_aware",
            "dynamic_ntk",
            "yarn",
            "llama3",
            "longrope",
            "p_rope",
            "mrope",
            "llama4",
            "ministral3",
            "combined",
            "nope"));

    @Override
    public void apply(BlockDraft draft) {
        draft.requireOneOf(Dialect.LLAMA_CPP, IMPLEMENTED);
        switch (draft.id()) {
            case "yarn" -> yarn(draft);
            case "longrope" -> {
                draft.ignore(
                        ENGINE,
                        "factor",
                        "attention_factor",
                        "magnitude_scaling_policy",
                        "short_mscale",
                        "long_mscale");
                draft.rename("attn_factor", "attention_factor"); // of the GGUF file, or --yarn-attn-factor
            }
            case "dynamic_ntk" -> draft.plain("llama.cpp rotates plainly: its converter drops dynamic scaling");
            default -> {}
        }
        draft.companion("mrope").ifPresent(sections -> sections.put("mrope_tail", "fourth"));
    }

    private static void yarn(BlockDraft draft) {
        if (!draft.has("factor")) {
            draft.plain("llama.cpp rotates plainly: its converter drops yarn without a factor");
            return;
        }
        draft.ignore(ENGINE, "truncate", "amplitude_rule", EngineSpellings.APPLY_YARN_SCALING);
        boolean noRamp = draft.get("extrapolation_factor")
                .filter(e -> e instanceof Number number && number.doubleValue() == 0)
                .isPresent();
        if (noRamp) {
            Object second = draft.take("attn_factor").orElse(1.0);
            if (!draft.has("attention_factor")) {
                draft.put("attention_factor", second);
            }
        } else {
            draft.ignore(ENGINE + ", whose set-up overwrites it,", "attention_factor", "attn_factor");
        }
        if (draft.model().isDeepSeek()) {
            draft.take("mscale");
            draft.get("mscale_all_dim").ifPresent(m -> draft.put("mscale", m));
        } else if (draft.model().isType("ministral3")) {
            draft.put("mscale", 1.0);
            draft.put("amplitude_rule", "rotary_only");
        } else {
            draft.ignore(ENGINE, "mscale", "mscale_all_dim");
        }
    }

    /** The converter writes no base then, and the engine's own default holds. */
    @Override
    public double defaultBase(ModelFacts model) {
        return DefaultBases.COMMON;
    }

    @Override
    public StateRule state(RopeStrategy strategy) {
        return StateRule.FIXED;
    }

    @Override
    public Lengths lengths(LengthFacts facts, RopeStrategy strategy) {
        return facts.perServer(
                facts.trainedOr(facts.blockOriginal(), facts.topOriginal(), facts.maxPositions()), strategy);
    }
}
