package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.LLAMA_CPP;
import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;
import static io.github.ropelab.model.config.Dialect.VLLM;

import io.github.ropelab.model.config.RopeSetup;
import java.util.List;

/** LongRoPE: which list, which amplitude, which original length. */
final class LongRopeConventions {
    private static final double FOUR_DIGITS = 5e-5;

    private LongRopeConventions() {}

    static List<Convention> all() {
        return List.of(regime(), amplitude(), precedence());
    }

    /** Phi-3.5's lengths with short lists of our own. */
    private static String config(String beside, String inside) {
        return """
                {"head_dim": 8, "max_position_embeddings": 131072, "rope_theta": 10000, %s
                 "rope_scaling": {"type": "longrope", "short_factor": [1, 1, 1, 1], "long_factor": [1, 2, 3, 4]%s}}
                """.formatted(beside, inside);
    }

    private static final String PHI = config("\"original_max_position_embeddings\": 4096,", "");

    /** Which list a set-up uses, seen from its slowest pair. */
    private static String list(RopeSetup setup) {
        double theta = setup.context().baseFrequencies().omega(3);
        double used = setup.encoding().frequencies().omega(3);
        return used == theta ? "short" : used == theta / 4 ? "long" : "neither";
    }

    private static double a(RopeSetup setup) {
        return Reading.amplitude(setup.encoding());
    }

    private static Convention regime() {
        return new Convention(
                13,
                "LongRoPE: when the long list is used",
                "transformers decides in every call: the long list if max(position) + 1 > L0. vLLM and llama.cpp decide "
                        + "once, from the length that they serve, so a short prompt on a long server gets the long list. "
                        + "The case: L0 = 4096, at most 131072 tokens.",
                "`--seq-len` in the reading of transformers; `--served-length` with `--dialect vllm` or `llama.cpp`. "
                        + "`CallSequence` shows the keys that the switch leaves stale.",
                List.of(
                        new Observation(
                                "list at 4096 tokens: transformers",
                                list(Reading.at(TRANSFORMERS, PHI, 4096)),
                                "short"),
                        new Observation(
                                "list at 4097 tokens: transformers", list(Reading.at(TRANSFORMERS, PHI, 4097)), "long"),
                        new Observation(
                                "list of a prompt of 100 tokens, served 131072: vLLM",
                                list(Reading.served(VLLM, PHI, 131_072, 100)),
                                "long"),
                        new Observation(
                                "list of a prompt of 100 tokens, served 4096: vLLM",
                                list(Reading.served(VLLM, PHI, 4096, 100)),
                                "short"),
                        new Observation(
                                "list of a prompt of 100 tokens, context 131072: llama.cpp",
                                list(Reading.served(LLAMA_CPP, PHI, 131_072, 100)),
                                "long"),
                        new Observation(
                                "list of a prompt of 100 tokens, context 4096: llama.cpp",
                                list(Reading.served(LLAMA_CPP, PHI, 4096, 100)),
                                "short")));
    }

    private static Convention amplitude() {
        String factor = config("\"original_max_position_embeddings\": 4096,", ", \"factor\": 8");
        String explicit = config("\"original_max_position_embeddings\": 4096,", ", \"attention_factor\": 1.25");
        String scales =
                config("\"original_max_position_embeddings\": 4096,", ", \"short_mscale\": 1.1, \"long_mscale\": 1.3");
        String nested = config("", ", \"factor\": 8, \"original_max_position_embeddings\": 4096");
        RopeSetup old = Reading.trained(TRANSFORMERS, nested, 131_072, 100_000);
        return new Convention(
                14,
                "LongRoPE: the amplitude",
                "A = √(1 + ln s/ln L0). In transformers an explicit `factor` is s and wins over the ratio of lengths, and "
                        + "`attention_factor` wins over both. vLLM reads neither (read in its code), uses the ratio, and "
                        + "has `short_mscale` and `long_mscale`. transformers 4.57 looks for the original length beside "
                        + "the block only: inside of it the value is ignored, max_position_embeddings is taken, and the "
                        + "short list is used at 100,000 tokens.",
                "The keys of `longrope`; `--dialect vllm` drops the first two. 4.57 is `--trained-length 131072` here.",
                List.of(
                        Measurement.recorded(
                                "A, factor = 8, L0 = 4096, at most 131072: transformers 5.23",
                                a(Reading.at(TRANSFORMERS, factor, 100_000)),
                                1.1180,
                                FOUR_DIGITS),
                        Measurement.recorded(
                                "the same: vLLM",
                                a(Reading.served(VLLM, factor, 131_072, 100_000)),
                                1.1902,
                                FOUR_DIGITS),
                        Measurement.recorded(
                                "the same, original length inside of the block: transformers 4.57",
                                a(old),
                                1.0847,
                                FOUR_DIGITS),
                        new Observation("list at 100,000 tokens then: transformers 4.57", list(old), "short"),
                        Measurement.exact(
                                "A, attention_factor = 1.25: transformers",
                                a(Reading.at(TRANSFORMERS, explicit, 100_000)),
                                1.25,
                                ""),
                        Measurement.recorded(
                                "A, attention_factor = 1.25, served 131072: vLLM",
                                a(Reading.served(VLLM, explicit, 131_072, 100_000)),
                                1.1902,
                                FOUR_DIGITS),
                        Measurement.exact(
                                "A, long_mscale = 1.3, served 131072: vLLM",
                                a(Reading.served(VLLM, scales, 131_072, 100)),
                                1.3,
                                "")));
    }

    private static Convention precedence() {
        String both =
                config("\"original_max_position_embeddings\": 4096,", ", \"original_max_position_embeddings\": 8192");
        return new Convention(
                15,
                "Two original lengths",
                "`original_max_position_embeddings` may stand beside the block and inside of it. In transformers 5.23 the "
                        + "outer one wins; llama.cpp's converter looks inside first (read). Where neither is there it is "
                        + "max_position_embeddings.",
                "`--trained-length` wins over all of them.",
                List.of(
                        trained("4096 beside, 8192 inside: transformers", Reading.at(TRANSFORMERS, both, 100), 4096),
                        trained("the same: llama.cpp", Reading.at(LLAMA_CPP, both, 100), 8192),
                        trained("neither: transformers", Reading.at(TRANSFORMERS, config("", ""), 100), 131_072)));
    }

    private static Fact trained(String what, RopeSetup setup, int expected) {
        return Measurement.exact(
                "trained length, " + what, setup.context().lengths().trained(), expected, "tokens");
    }
}
