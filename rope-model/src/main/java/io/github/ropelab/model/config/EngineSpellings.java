package io.github.ropelab.model.config;

import io.github.ropelab.core.InvalidParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that engines give to strategies and parameters, in the catalogue's spelling. */
final class EngineSpellings {
    /** HunYuan's published blocks carry YaRN's keys beside {@code alpha}; no engine reads them there. */
    private static final List<String> INERT_WITH_ALPHA =
            List.of("factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim");

    /** What the learned mixing of FoPE is made with; it changes no frequency. */
    private static final List<String> FOPE_MIXING = List.of("fope_sep_head", "fope_init_factor", "num_key_value_heads");

    /** A block of InternS1-Pro with one of these is FoPE's; vLLM writes {@code use_fope} into it. */
    private static final List<String> FOPE_KEYS = List.of("fope_sep_head", "fope_init_factor", "num_inv_freq");

    /** One name for another, with nothing else to say. */
    private static final Map<String, String> SAME = Map.of(
            "default", "none",
            "su", "longrope",
            "proportional", "p_rope",
            "part_ntk", "ntk_by_parts_v1",
            "dynamic_longrope", "longrope_dynamic");

    /** Key of vLLM before 0.33. */
    static final String APPLY_YARN_SCALING = "apply_yarn_scaling";

    private static final String AMPLITUDE_RULE = "amplitude_rule";

    private static final String RESONANCE = "resonance_";

    private EngineSpellings() {}

    /** Brings a draft into the catalogue's spelling. */
    static void apply(BlockDraft draft, DialectRules rules) {
        draft.become(draft.id().replace('-', '_'));
        companions(draft);
        draft.become(SAME.getOrDefault(draft.id(), draft.id()));
        switch (draft.id()) {
            case "none" -> fope(draft);
            case "deepseek_yarn", "deepseek_llama_scaling" -> {
                draft.become("yarn");
                if (!draft.has(AMPLITUDE_RULE)) {
                    draft.put(AMPLITUDE_RULE, "deepseek");
                }
            }
            case "ntk" -> draft.become(draft.has("mixed_b") ? "ntk_mixed" : "ntk_fixed");
            case "dynamic" -> dynamic(draft, rules);
            case "dynamic_part_ntk" -> {
                draft.become("ntk_by_parts_v1");
                draft.put("dynamic", true);
            }
            case "p_rope" -> {
                if (!draft.has("partial_rotary_factor") && !draft.has("p")) {
                    draft.model().partialRotaryFactor().ifPresent(p -> draft.put("partial_rotary_factor", p));
                }
            }
            default -> {
                if (draft.id().startsWith(RESONANCE)) {
                    resonance(draft);
                }
            }
        }
        if (draft.id().contains("yarn")) {
            yarn(draft);
        }
    }

    /** Parts of a block that are strategies of their own. */
    private static void companions(BlockDraft draft) {
        if (draft.has("mrope_section")) {
            if (draft.id().equals("mrope")) {
                draft.become("none");
            }
            companion(draft, "mrope", "mrope_section", "mrope_interleaved", "mrope_tail");
        }
        if (draft.has("llama_4_scaling_beta") && !draft.id().equals("ministral3")) {
            companion(draft, "ministral3", "llama_4_scaling_beta");
        }
    }

    private static void companion(BlockDraft draft, String id, String... keys) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", id);
        block.putAll(draft.takeAll(List.of(keys)));
        draft.accompany(block);
    }

    private static void fope(BlockDraft draft) {
        boolean named = FOPE_KEYS.stream().anyMatch(draft::has);
        Object flag = draft.take("use_fope").orElse(named);
        InvalidParameter.require(flag instanceof Boolean, "use_fope", flag, "be true or false");
        if (named) {
            draft.takeAll(FOPE_MIXING);
        }
        if ((Boolean) flag) {
            draft.become("fope");
            draft.note("fope selects frequencies; the learned mixing of its coefficients is not in a config");
        }
    }

    private static void dynamic(BlockDraft draft, DialectRules rules) {
        boolean alpha = draft.get("alpha")
                .filter(a -> !(a instanceof Number number) || number.doubleValue() != 0)
                .isPresent();
        if (!alpha) {
            draft.take("alpha");
            draft.become("dynamic_ntk");
        } else if (rules.readsAlpha(draft.model())) {
            draft.become("ntk_aware");
            draft.note("rope_type dynamic with alpha is a static NTK-aware base");
            draft.ignore("an engine that reads alpha", INERT_WITH_ALPHA.toArray(String[]::new));
        } else {
            draft.become("dynamic_ntk");
            draft.ignore("an engine that reads alpha for HunYuan models only", "alpha");
        }
    }

    private static void yarn(BlockDraft draft) {
        if (draft.take("finetuned").isPresent()) {
            draft.note("finetuned says how the model was trained and changes no angle");
        }
        draft.rename("ext_factor", "extrapolation_factor");
    }

    /** A model whose attention is not DeepSeek's has mscale_all_dim in its rotary code alone. */
    static void leaveLogits(BlockDraft draft) {
        if (draft.has("mscale_all_dim")
                && !draft.has(AMPLITUDE_RULE)
                && !draft.model().scalesSoftmax()) {
            draft.put(AMPLITUDE_RULE, "rotary_only");
        }
    }

    /** vLLM before 0.33: false leaves attn_factor alone as the amplitude. */
    static void applyYarnScaling(BlockDraft draft) {
        Object apply = draft.take(APPLY_YARN_SCALING).orElse(true);
        InvalidParameter.require(apply instanceof Boolean, APPLY_YARN_SCALING, apply, "be true or false");
        if (!(Boolean) apply) {
            draft.put("attention_factor", draft.take("attn_factor").orElse(1.0));
        }
    }

    private static void resonance(BlockDraft draft) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("rope_type", draft.id().substring(RESONANCE.length()));
        List<String> context = RopeBlock.CONTEXT_KEYS;
        draft.drain().forEach((key, value) -> {
            if (context.contains(key)) {
                draft.put(key, value);
            } else {
                inner.put(key, value);
            }
        });
        draft.become("resonance");
        draft.put("inner", inner);
    }
}
