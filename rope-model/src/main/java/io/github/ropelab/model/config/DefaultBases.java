package io.github.ropelab.model.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * θ bases of configs that give none: {@code default_theta} of the model's configuration class in transformers 5.23, which
 * vLLM loads too.
 */
final class DefaultBases {
    /** Of every class that does not say otherwise. */
    static final double COMMON = 10_000;

    private static final Map<String, Double> BY_TYPE = byType();

    private DefaultBases() {}

    /** The base of a model without {@code rope_theta}. */
    static double of(ModelFacts model) {
        return model.family().map(BY_TYPE::get).orElse(COMMON);
    }

    private static Map<String, Double> byType() {
        Map<String, Double> bases = new HashMap<>();
        add(bases, 1_000, "nomic_bert");
        add(bases, 20_000, "jina_embeddings_v3");
        add(bases, 25_000, "fuyu");
        add(bases, 100_000, "helium");
        add(bases, 150_000, "gpt_oss");
        add(bases, 160_000, "gte");
        add(
                bases,
                500_000,
                "bitnet",
                "blt",
                "cohere",
                "csm",
                "ernie4_5",
                "ernie4_5_moe",
                "flex_olmo",
                "llama4",
                "mllama",
                "olmo3",
                "qwen3_vl",
                "qwen3_vl_moe");
        add(
                bases,
                1_000_000,
                "cwm",
                "gemma3",
                "gemma3n",
                "lfm2",
                "lfm2_moe",
                "minimax",
                "mixtral",
                "phimoe",
                "qwen2_5_vl",
                "qwen2_vl",
                "solar_open");
        add(bases, 2_000_000, "smollm3");
        add(bases, 5_000_000, "minimax_m2");
        add(bases, 10_000_000, "longcat_flash");
        add(bases, 12_000_000, "apertus");
        return Map.copyOf(bases);
    }

    private static void add(Map<String, Double> bases, double base, String... types) {
        List.of(types).forEach(type -> bases.put(type, base));
    }
}
