package io.github.ropelab.model.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Widths of configs that give none: {@code head_dim} and {@code partial_rotary_factor} of the model's configuration class in
 * transformers 5.23, which vLLM loads too; ChatGLM's rotates half of its head in its own code.
 */
final class DefaultHeads {
    private static final Map<String, Integer> HEAD_DIM = headDims();
    private static final Map<String, Double> SHARE = shares();

    private DefaultHeads() {}

    /** The head width that does not follow from hidden size and heads; empty where it does. */
    static OptionalInt headDim(ModelFacts model) {
        return model.family().map(HEAD_DIM::get).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** The share of the head that rotates; empty where all of it does. */
    static OptionalDouble share(ModelFacts model) {
        return model.family().map(SHARE::get).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static Map<String, Integer> headDims() {
        Map<String, Integer> widths = new HashMap<>();
        List.of("gpt_oss").forEach(type -> widths.put(type, 64));
        List.of(
                        "afmoe",
                        "cohere2_moe",
                        "cwm",
                        "ernie4_5",
                        "glm",
                        "glm4",
                        "helium",
                        "hy_v3",
                        "internlm3",
                        "laguna",
                        "llama4",
                        "mellum",
                        "minimax_m2",
                        "ministral3",
                        "paddleocr_vl",
                        "qwen3",
                        "qwen3_vl",
                        "seed_oss",
                        "solar_open",
                        "step3p5",
                        "zaya")
                .forEach(type -> widths.put(type, 128));
        List.of("mimo_v2_flash").forEach(type -> widths.put(type, 192));
        List.of(
                        "gemma",
                        "gemma2",
                        "gemma3",
                        "gemma3n",
                        "gemma4",
                        "qwen3_5",
                        "qwen3_5_moe",
                        "qwen3_next",
                        "t5gemma2",
                        "vaultgemma")
                .forEach(type -> widths.put(type, 256));
        return Map.copyOf(widths);
    }

    private static Map<String, Double> shares() {
        Map<String, Double> shares = new HashMap<>();
        List.of("gpt_neox", "qwen3_5", "qwen3_5_moe", "qwen3_next", "stablelm").forEach(type -> shares.put(type, 0.25));
        List.of(
                        "bamba",
                        "chatglm",
                        "glm",
                        "glm4",
                        "glm4_moe",
                        "glm4v_moe",
                        "nemotron",
                        "persimmon",
                        "phi",
                        "recurrent_gemma")
                .forEach(type -> shares.put(type, 0.5));
        shares.put("moonshine_streaming", 0.8);
        shares.put("moonshine", 0.9);
        return Map.copyOf(shares);
    }
}
