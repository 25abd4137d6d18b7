package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.LLAMA_CPP;
import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;
import static io.github.ropelab.model.config.Dialect.VLLM;
import static io.github.ropelab.model.config.Dialect.YARN_CODE;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.model.config.Dialect;
import java.util.List;

/** How YaRN's factor A on cos and sin comes about. */
final class AmplitudeConventions {
    /** Digits of a recorded double. */
    private static final double DOUBLE = 1e-12;

    /** ggml's A was found as hypot(cos, sin) of float32 numbers. */
    private static final double FLOAT_PROBE = 1e-6;

    private AmplitudeConventions() {}

    static List<Convention> all() {
        return List.of(belowOne(), mscale(), softmax(), attnFactor(), llamaCppFlag(), vllmYarnKeys());
    }

    private static String yarn(String keys) {
        return """
                {"head_dim": 128, "max_position_embeddings": 65536, "rope_theta": 10000,
                 "rope_scaling": {"rope_type": "yarn", "original_max_position_embeddings": 4096, %s}}
                """.formatted(keys);
    }

    private static String deepseek(String mscale, String allDim) {
        return """
                {"model_type": "deepseek_v2", "head_dim": 64, "max_position_embeddings": 163840, "rope_theta": 10000,
                 "rope_scaling": {"type": "yarn", "factor": 40, "original_max_position_embeddings": 4096,
                                  "mscale": %s, "mscale_all_dim": %s}}
                """.formatted(mscale, allDim);
    }

    private static double a(Dialect dialect, String json) {
        return Reading.amplitude(Reading.of(dialect, json));
    }

    private static Convention belowOne() {
        String half = yarn("\"factor\": 0.5");
        double formula = 0.1 * StrictMath.log(0.5) + 1;
        return new Convention(
                2,
                "YaRN: A below s = 1",
                "transformers 4.44 uses A = 0.1·ln s + 1 for every s, and so weakens attention below s = 1. "
                        + "transformers 5.23, vLLM and llama.cpp use 1 there.",
                "The old value is an explicit `attention_factor`.",
                List.of(
                        Measurement.recorded(
                                "A of 4.44 at s = 0.5, asked for by attention_factor",
                                a(TRANSFORMERS, yarn("\"factor\": 0.5, \"attention_factor\": " + formula)),
                                0.93,
                                5e-3),
                        Measurement.exact("A at s = 0.5, transformers 5.23", a(TRANSFORMERS, half), 1, ""),
                        Measurement.exact("A at s = 0.5, vLLM", a(VLLM, half), 1, ""),
                        Measurement.recorded("A at s = 0.5, llama.cpp", a(LLAMA_CPP, half), 1, FLOAT_PROBE)));
    }

    private static Convention mscale() {
        String json = deepseek("0.707", "0");
        return new Convention(
                5,
                "YaRN: mscale without mscale_all_dim",
                "transformers uses A = g(s, mscale)/g(s, mscale_all_dim) only if both keys are there and not 0, with "
                        + "g(s, c) = 0.1·c·ln s + 1; else g(s, 1). vLLM's deepseek_yarn and DeepSeek's code always use "
                        + "the ratio.",
                "`amplitude_rule=deepseek` on `yarn`, or `rope_type: deepseek_yarn`, or `--dialect vllm` with a DeepSeek "
                        + "`model_type`; the default rule is that of transformers.",
                List.of(
                        Measurement.recorded(
                                "A, s = 40, mscale = 0.707, mscale_all_dim = 0: transformers",
                                a(TRANSFORMERS, json),
                                1.3689,
                                5e-5),
                        Measurement.recorded("the same: vLLM", a(VLLM, json), 1.2608037774058554, DOUBLE),
                        Measurement.recorded(
                                "the same: transformers with amplitude_rule = deepseek",
                                a(
                                        TRANSFORMERS,
                                        yarn("\"factor\": 40, \"mscale\": 0.707, \"amplitude_rule\": \"deepseek\"")),
                                1.2608037774058554,
                                DOUBLE)));
    }

    private static Convention softmax() {
        return new Convention(
                6,
                "DeepSeek: the temperature outside of the rotary code",
                "With equal mscale and mscale_all_dim A is 1. DeepSeek's attention multiplies its softmax scale by "
                        + "g(s, mscale_all_dim)² instead. A tool that looks at cos and sin alone sees no temperature. "
                        + "The attention of other models with these keys, as of Ministral 3, leaves its softmax alone "
                        + "(read).",
                "`logit_scale` of `rope frequencies` holds the factor; `attention_factor` holds A. `model_type` decides; "
                        + "`amplitude_rule=rotary_only` on `yarn` is the reading without the factor.",
                List.of(
                        Measurement.exact(
                                "A, DeepSeek-V2-Lite (0.707, 0.707, s = 40)",
                                a(TRANSFORMERS, deepseek("0.707", "0.707")),
                                1,
                                ""),
                        Measurement.recorded(
                                "factor on the softmax scale, DeepSeek-V2-Lite",
                                logit(deepseek("0.707", "0.707")),
                                1.5896261651208736,
                                DOUBLE),
                        Measurement.recorded(
                                "factor on the softmax scale, DeepSeek-V3 (1, 1, s = 40)",
                                logit(deepseek("1.0", "1.0")),
                                1.8738542070926265,
                                DOUBLE)));
    }

    private static double logit(String json) {
        return Reading.of(TRANSFORMERS, json).attention().logit().at(0);
    }

    private static Convention attnFactor() {
        String multiplied = yarn("\"factor\": 16, \"attn_factor\": 1.5");
        double derived = a(TRANSFORMERS, yarn("\"factor\": 16"));
        return new Convention(
                7,
                "YaRN: attn_factor and attention_factor",
                "`attn_factor` of the authors' code (and of vLLM before 0.33) multiplies 0.1·ln s + 1. `attention_factor` of transformers "
                        + "replaces it. ggml's op has an `attn_factor` too, and itself multiplies by 0.1·ln s + 1 whenever "
                        + "`ext_factor` is not 0: A of transformers handed to the op is applied twice. llama.cpp cancels "
                        + "that in its set-up (row 8).",
                "Both keys exist on `yarn` with these meanings.",
                List.of(
                        Measurement.recorded(
                                "A, s = 16, attn_factor = 1.5: the authors' code",
                                a(YARN_CODE, multiplied),
                                1.9158883083359672,
                                DOUBLE),
                        Measurement.exact(
                                "A, s = 16, attention_factor = 1.5: transformers",
                                a(TRANSFORMERS, yarn("\"factor\": 16, \"attention_factor\": 1.5")),
                                1.5,
                                ""),
                        Measurement.recorded(
                                "A, s = 16, of ggml's op for attn_factor = 1",
                                a(YARN_CODE, yarn("\"factor\": 16, \"attn_factor\": 1")),
                                1.2772588479440825,
                                FLOAT_PROBE),
                        Measurement.apart(
                                "excess of A over 0.1·ln s + 1 if that is handed to the op as attn_factor, s = 16",
                                a(YARN_CODE, yarn("\"factor\": 16, \"attn_factor\": " + derived)) - derived)));
    }

    private static Convention llamaCppFlag() {
        return new Convention(
                8,
                "llama.cpp: --yarn-attn-factor",
                "Read, not run: llama.cpp overwrites the flag and the value of the GGUF file whenever `ext_factor` is not "
                        + "0, so it has no effect on a YaRN model; its A is always 0.1·ln s + 1. With `ext_factor` 0 the "
                        + "value is used. For DeepSeek mscale_all_dim is carried and mscale is taken to be equal.",
                "`--dialect llama.cpp` drops `attention_factor` and `attn_factor` unless `extrapolation_factor=0`.",
                List.of(
                        Measurement.recorded(
                                "A, s = 16, attention_factor = 2: llama.cpp",
                                a(LLAMA_CPP, yarn("\"factor\": 16, \"attention_factor\": 2")),
                                1.2772588479440825,
                                FLOAT_PROBE),
                        Measurement.exact(
                                "the same: transformers",
                                a(TRANSFORMERS, yarn("\"factor\": 16, \"attention_factor\": 2")),
                                2,
                                ""),
                        Measurement.exact(
                                "A, s = 16, attn_factor = 2, extrapolation_factor = 0: llama.cpp",
                                a(LLAMA_CPP, yarn("\"factor\": 16, \"attn_factor\": 2, \"extrapolation_factor\": 0")),
                                2,
                                ""),
                        Measurement.exact(
                                "A, DeepSeek with mscale = 1, mscale_all_dim = 0.707, s = 40: llama.cpp",
                                a(LLAMA_CPP, deepseek("1.0", "0.707")),
                                1,
                                "")));
    }

    private static Convention vllmYarnKeys() {
        String json = yarn("\"factor\": 16, \"attn_factor\": 1.5, \"extrapolation_factor\": 0.5");
        PositionEncoding vllm = Reading.of(VLLM, json);
        PositionEncoding plain = Reading.of(VLLM, yarn("\"factor\": 16"));
        return new Convention(
                29,
                "vLLM 0.33: keys of yarn that earlier versions read",
                "Read, not run: `yarn` of vLLM 0.33 reads `attention_factor`, `mscale` and `mscale_all_dim` as transformers "
                        + "does, and no longer `attn_factor`, `extrapolation_factor` and `apply_yarn_scaling`; "
                        + "`deepseek_yarn` reads neither of these nor `attention_factor` nor `truncate`.",
                "`--dialect vllm` drops what is not read and says so; by default the keys count as the engines that know "
                        + "them read them.",
                List.of(
                        Measurement.recorded(
                                "A, s = 16, attn_factor = 1.5: the YaRN authors' code",
                                a(Dialect.YARN_CODE, json),
                                1.9158883083359672,
                                DOUBLE),
                        Measurement.recorded("the same: vLLM", Reading.amplitude(vllm), 1.2772588722239782, DOUBLE),
                        Measurement.exact(
                                "largest frequency difference to plain yarn, extrapolation_factor = 0.5: vLLM",
                                Reading.largestDifference(plain, vllm),
                                0,
                                ""),
                        Measurement.exact(
                                "A, s = 16, attention_factor = 1.5: vLLM",
                                a(VLLM, yarn("\"factor\": 16, \"attention_factor\": 1.5")),
                                1.5,
                                ""),
                        Measurement.exact(
                                "A, s = 8, attention_factor = 1.5, deepseek_yarn: vLLM",
                                a(
                                        VLLM,
                                        yarn("\"factor\": 8, \"attention_factor\": 1.5")
                                                .replace("\"yarn\"", "\"deepseek_yarn\"")),
                                0.1 * StrictMath.log(8) + 1,
                                "")));
    }
}
