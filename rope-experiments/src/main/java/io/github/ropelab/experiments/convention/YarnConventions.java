package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.LLAMA_CPP;
import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;
import static io.github.ropelab.model.config.Dialect.VLLM;

import io.github.ropelab.core.PositionEncoding;
import java.util.List;

/** Where YaRN's ramp begins and ends. */
final class YarnConventions {
    private static final String DEEPSEEK_V2_LITE = """
            {"model_type": "deepseek_v2", "head_dim": 64, "max_position_embeddings": 163840, "rope_theta": 10000,
             "rope_scaling": {"type": "yarn", "factor": 40, "original_max_position_embeddings": 4096,
                              "mscale": 0.707, "mscale_all_dim": 0.707}}
            """;

    private static final String QWEN_2_5 = """
            {"head_dim": 128, "max_position_embeddings": 32768, "rope_theta": 1000000,
             "rope_scaling": {"type": "yarn", "factor": 4, "original_max_position_embeddings": 32768}}
            """;

    private static final String GPT_OSS = """
            {"head_dim": 64, "max_position_embeddings": 131072, "rope_theta": 150000,
             "rope_parameters": {"rope_type": "yarn", "factor": 32, "original_max_position_embeddings": 4096,
                                 "beta_fast": 32, "beta_slow": 1, "truncate": %s}}
            """;

    private static final String GPT_OSS_NESTED = """
            {"head_dim": 64, "max_position_embeddings": 131072,
             "rope_parameters": {
               "full_attention": {"rope_type": "yarn", "factor": 32, "original_max_position_embeddings": 4096,
                                  "rope_theta": 150000, "truncate": false},
               "sliding_attention": {"rope_type": "default", "rope_theta": 150000}}}
            """;

    private static final String QWEN_2_VL = """
            {"head_dim": 128, "max_position_embeddings": 131072, "rope_theta": 1000000,
             "rope_scaling": {"type": "yarn", "factor": 4, "original_max_position_embeddings": %d,
                              "mrope_section": [16, 24, 24]}}
            """;

    private YarnConventions() {}

    static List<Convention> all() {
        return List.of(originalLength(), truncate(), nestedTruncate(), ramp(), sectionsInVllm());
    }

    private static Convention originalLength() {
        PositionEncoding now = Reading.of(TRANSFORMERS, DEEPSEEK_V2_LITE);
        PositionEncoding before = Reading.trained(TRANSFORMERS, DEEPSEEK_V2_LITE, 163_840, 163_840)
                .encoding();
        return new Convention(
                1,
                "YaRN: the original length",
                "transformers 4.44 ignores `original_max_position_embeddings` of the block and computes the ramp from "
                        + "`max_position_embeddings`, the extended length; 5.23, vLLM 0.33, llama.cpp and the authors' "
                        + "code take the original length. Pairs that should be divided by s are then kept. Configs where "
                        + "both lengths are equal are not affected. The case is DeepSeek-V2-Lite, s = 40.",
                "The trained length decides: `--trained-length` with the value of `max_position_embeddings` is the old "
                        + "reading.",
                List.of(
                        Measurement.recorded(
                                "largest relative frequency difference, ramp from max_position_embeddings against 5.23",
                                Reading.largestDifference(now, before),
                                39,
                                0.5),
                        Measurement.exact(
                                "the same, Qwen2.5 with both lengths 32768, s = 4",
                                Reading.largestDifference(
                                        Reading.of(TRANSFORMERS, QWEN_2_5),
                                        Reading.trained(TRANSFORMERS, QWEN_2_5, 32_768, 32_768)
                                                .encoding()),
                                0,
                                "")));
    }

    private static Convention truncate() {
        PositionEncoding exact = Reading.of(TRANSFORMERS, GPT_OSS.formatted(false));
        PositionEncoding rounded = Reading.of(TRANSFORMERS, GPT_OSS.formatted(true));
        PositionEncoding llamaCpp = Reading.of(LLAMA_CPP, GPT_OSS.formatted(false));
        return new Convention(
                3,
                "YaRN: truncate=false",
                "transformers and vLLM read `truncate`; with false the ramp's ends stay fractional. ggml always rounds "
                        + "them outwards and has no such key. The case is gpt-oss-20b, whose config says false. (The "
                        + "recorded llama.cpp frequencies are float32, hence the tolerance of the second fact.)",
                "`truncate=true` or `truncate=false` on `yarn`; `--dialect llama.cpp` drops the key.",
                List.of(
                        Measurement.recorded(
                                "largest relative frequency difference, truncate=false: llama.cpp against transformers",
                                Reading.largestDifference(exact, llamaCpp),
                                0.7627,
                                5e-5),
                        Measurement.recorded(
                                "the same, llama.cpp with truncate=false against transformers with truncate=true",
                                Reading.largestDifference(rounded, llamaCpp),
                                0,
                                4e-7),
                        Measurement.exact(
                                "the same, truncate=false: vLLM against transformers",
                                Reading.largestDifference(exact, Reading.of(VLLM, GPT_OSS.formatted(false))),
                                0,
                                "")));
    }

    private static Convention nestedTruncate() {
        PositionEncoding nested = Reading.layer(TRANSFORMERS, GPT_OSS_NESTED, "full_attention");
        return new Convention(
                4,
                "YaRN: truncate in a block per layer type",
                "transformers 5.23 reads `truncate` from the top level of `rope_parameters` even where parameters are "
                        + "nested per layer type. A false inside of a layer type's block has no effect and no warning.",
                "Put `truncate` beside the nested blocks, or use a flat block.",
                List.of(
                        Measurement.recorded(
                                "largest relative frequency difference, truncate=false: nested against flat",
                                Reading.largestDifference(Reading.of(TRANSFORMERS, GPT_OSS.formatted(false)), nested),
                                0.76,
                                5e-3),
                        Measurement.exact(
                                "the same, nested truncate=false against flat truncate=true",
                                Reading.largestDifference(Reading.of(TRANSFORMERS, GPT_OSS.formatted(true)), nested),
                                0,
                                "")));
    }

    private static Convention ramp() {
        PositionEncoding llamaIndex = byParts("index", 16, 10_000, 4096);
        PositionEncoding llamaTurns = byParts("rotations", 16, 10_000, 4096);
        PositionEncoding qwenIndex = byParts("index", 4, 1_000_000, 32_768);
        PositionEncoding qwenTurns = byParts("rotations", 4, 1_000_000, 32_768);
        return new Convention(
                27,
                "NTK-by-parts: what the ramp is linear in",
                "The paper blends linearly in the number of turns r = L0·θ/2π. The authors' code, transformers, vLLM and "
                        + "ggml blend linearly in the pair index. Both agree at the ends of the ramp only.",
                "`ntk_by_parts:ramp=rotations` is the paper, `ramp=index` every implementation; `yarn` is the latter.",
                List.of(
                        Measurement.recorded(
                                "largest relative frequency difference, Llama 2, s = 16: turns against index",
                                Reading.largestDifference(llamaIndex, llamaTurns),
                                0.671,
                                5e-4),
                        Measurement.exact("its pair, Llama 2", Reading.furthestPair(llamaIndex, llamaTurns), 38, ""),
                        Measurement.recorded(
                                "largest relative frequency difference, base 1e6, L0 = 32768, s = 4: turns against index",
                                Reading.largestDifference(qwenIndex, qwenTurns),
                                0.42,
                                5e-3),
                        Measurement.exact("its pair, base 1e6", Reading.furthestPair(qwenIndex, qwenTurns), 32, "")));
    }

    private static PositionEncoding byParts(String ramp, int factor, double base, int trained) {
        return Reading.strategy("ntk_by_parts:factor=" + factor + ",ramp=" + ramp, 128, base, trained)
                .encoding();
    }

    private static Convention sectionsInVllm() {
        PositionEncoding reference = Reading.of(TRANSFORMERS, QWEN_2_VL.formatted(32_768));
        return new Convention(
                33,
                "vLLM: YaRN with M-RoPE",
                "Read, and its formula run: the M-RoPE class of vLLM 0.33 hands four times the original length "
                        + "(`positions_factor`) to YaRN's ramp, so more pairs are kept; Qwen3-VL and Qwen3.5 hand it once. "
                        + "`mrope_section` beside other types than default and yarn is not read.",
                "`--dialect vllm` does the same; `--trained-length` with four times the length gives it elsewhere.",
                List.of(
                        Measurement.apart(
                                "largest relative frequency difference, Qwen2-VL with s = 4: vLLM against transformers",
                                Reading.largestDifference(reference, Reading.of(VLLM, QWEN_2_VL.formatted(32_768)))),
                        Measurement.exact(
                                "the same, vLLM against transformers with four times the original length",
                                Reading.largestDifference(
                                        Reading.of(TRANSFORMERS, QWEN_2_VL.formatted(131_072)),
                                        Reading.of(VLLM, QWEN_2_VL.formatted(32_768))),
                                0,
                                "")));
    }
}
