package io.github.ropelab.model.config;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.sequence.StateRule;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** transformers 5.23, {@code modeling_rope_utils.py}. */
final class TransformersRules implements DialectRules {
    /** Rope types whose trained length is {@code original_max_position_embeddings}; the top level's wins. */
    private static final Set<String> ORIGINAL_LENGTH = Set.of("llama3", "yarn", "longrope");

    /**
     * Models whose default path reads {@code partial_rotary_factor}: those of transformers 5.23 whose {@code
     * compute_default_rope_parameters} does. All others rotate the whole head there, whatever the config says.
     */
    private static final Set<String> PARTIAL_BY_DEFAULT = Set.of(
            "bamba",
            "deepseek_v4",
            "diffusion_gemma",
            "dots3_note",
            "efficientloftr",
            "glm",
            "glm4",
            "glm4_moe",
            "glm4_moe_lite",
            "glm4v",
            "glm4v_moe",
            "glm_image",
            "glm_ocr",
            "glmasr",
            "gpt_neox",
            "gpt_neox_japanese",
            "laguna",
            "mellum",
            "mimo_v2_flash",
            "minimax_m2",
            "minimax_m3_vl",
            "moonshine",
            "moonshine_streaming",
            "musicflamingo",
            "nemotron",
            "nemotron3_5_transcribe",
            "nemotron3_diarization",
            "neomme",
            "persimmon",
            "phi",
            "phi3",
            "phi4_multimodal",
            "qwen3_5",
            "qwen3_5_moe",
            "qwen3_next",
            "qwen4_exp",
            "recurrent_gemma",
            "solar_open",
            "stablelm",
            "stablelm_epoch",
            "step3p7",
            "zaya");

    /** Models with rotary code of their own, which reads {@code rotary_dim} or a share of it. */
    private static final Set<String> OWN_CODE = Set.of("gptj", "codegen");

    @Override
    public void apply(BlockDraft draft) {
        if (draft.id().equals("yarn")) {
            EngineSpellings.applyYarnScaling(draft);
            EngineSpellings.leaveLogits(draft);
            draft.get("beta_fast").filter(TransformersRules::isZero).ifPresent(zero -> draft.take("beta_fast"));
            draft.get("beta_slow").filter(TransformersRules::isZero).ifPresent(zero -> draft.take("beta_slow"));
        }
        boolean share = draft.has("partial_rotary_factor")
                || draft.model().partialRotaryFactor().isPresent();
        if (draft.id().equals("none") && share && ignoresShare(draft.model())) {
            draft.put("partial_rotary_factor", 1.0);
            draft.note("the default rope of " + draft.model().modelType().get()
                    + " does not read partial_rotary_factor: the whole head rotates");
        }
    }

    /** Only HunYuan's own code reads alpha; a block without a model around it is taken for one of its. */
    @Override
    public boolean readsAlpha(ModelFacts model) {
        return model.modelType().isEmpty() || model.isType("hunyuan");
    }

    private static boolean ignoresShare(ModelFacts model) {
        return model.family()
                .filter(type -> !PARTIAL_BY_DEFAULT.contains(type) && !OWN_CODE.contains(type))
                .isPresent();
    }

    private static boolean isZero(Object value) {
        return value instanceof Number number && number.doubleValue() == 0;
    }

    @Override
    public StateRule state(RopeStrategy strategy) {
        return LengthFacts.ids(strategy).contains("dynamic_ntk") ? StateRule.STICKY : StateRule.PER_CALL;
    }

    @Override
    public Lengths lengths(LengthFacts facts, RopeStrategy strategy) {
        return facts.perSequence(trained(facts, LengthFacts.ids(strategy)), strategy);
    }

    private static int trained(LengthFacts facts, List<String> ids) {
        if (facts.nested() && ids.stream().anyMatch(ORIGINAL_LENGTH::contains)) {
            return facts.trainedOr(facts.blockOriginal(), facts.maxPositions());
        }
        if (ids.contains("dynamic_ntk")) {
            return facts.trainedOr(
                    facts.maxTrained(), facts.maxPositions(), facts.topOriginal(), facts.blockOriginal());
        }
        OptionalInt original = LengthFacts.first(facts.topOriginal(), facts.blockOriginal());
        return facts.trainedOr(original, facts.maxPositions());
    }
}
