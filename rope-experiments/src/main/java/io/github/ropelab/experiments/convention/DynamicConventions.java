package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.LLAMA_CPP;
import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;
import static io.github.ropelab.model.config.Dialect.VLLM;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.sequence.CallSequence;
import io.github.ropelab.core.sequence.StateRule;
import io.github.ropelab.core.sequence.Step;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeSetup;
import java.util.List;
import java.util.OptionalInt;

/** Dynamic NTK: whose length, which base, what is remembered. */
final class DynamicConventions {
    private static final String LLAMA_2 = """
            {"model_type": "llama", "head_dim": 128, "max_position_embeddings": 4096, "rope_theta": 10000,
             "rope_scaling": {"rope_type": "dynamic", "factor": 2%s}}
            """;

    private static final String NOMIC = """
            {"head_dim": 64, "max_position_embeddings": 8192, "rope_theta": 1000,
             "rope_scaling": {"rope_type": "dynamic", "factor": 2, "max_trained_positions": 2048}}
            """;

    private static final String HUNYUAN = """
            {"model_type": "%s", "head_dim": 128, "max_position_embeddings": 32768, "rope_theta": 10000,
             "rope_scaling": {"type": "dynamic", "alpha": 1000, "factor": 2, "max_trained_positions": 32768}}
            """;

    private static final String SMALL = """
            {"head_dim": 16, "max_position_embeddings": 64, "rope_theta": 10000,
             "rope_scaling": {"type": "dynamic", "factor": 2}}
            """;

    /** A base that was recorded with all its digits; recovered through a power. */
    private static final double RECORDED_BASE = 1e-10;

    private DynamicConventions() {}

    static List<Convention> all() {
        return List.of(served(), belowTrained(), alpha(), sticky(), dropped());
    }

    private static Convention served() {
        String trained = LLAMA_2.formatted(", \"max_trained_positions\": 4096");
        PositionEncoding plain = Reading.strategy("none", 128, 10_000, 4096).encoding();
        double recorded = 30_527.7367488067;
        return new Convention(
                9,
                "dynamic NTK: whose length vLLM takes",
                "transformers computes the base from the sequence at hand. vLLM 0.33 computes it once, from the length "
                        + "that it serves, and rotates plainly if `max_trained_positions` is absent. vLLM before pull "
                        + "request 41277 (2026) put s·L0 in the place of the length: one base b·(s²-s+1)^(d/(d-2)) at every "
                        + "length, short ones included. The case is Llama 2, s = 2.",
                "`--dialect vllm --served-length N`; the old vLLM is `--seq-len` s·L0 for every length.",
                List.of(
                        Measurement.recorded(
                                "base, vLLM 0.33 serving 8192, a prompt of 100 tokens",
                                base(Reading.served(VLLM, trained, 8192, 100)),
                                recorded,
                                recorded * RECORDED_BASE),
                        Measurement.exact(
                                "base, transformers, a prompt of 100 tokens",
                                Math.rint(base(Reading.at(TRANSFORMERS, trained, 100))),
                                10_000,
                                ""),
                        Measurement.recorded(
                                "base, vLLM before the fix, at every length: that of s·L0 tokens",
                                base(Reading.at(TRANSFORMERS, trained, 2 * 4096)),
                                recorded,
                                recorded * RECORDED_BASE),
                        Measurement.exact(
                                "largest relative frequency difference to plain RoPE, vLLM 0.33 without "
                                        + "max_trained_positions",
                                Reading.largestDifference(
                                        plain,
                                        Reading.served(VLLM, LLAMA_2.formatted(""), 8192, 8192)
                                                .encoding()),
                                0,
                                "")));
    }

    private static double base(RopeSetup setup) {
        return Reading.base(setup.encoding().frequencies());
    }

    private static Convention belowTrained() {
        double grown = 2.0 * 512 / 2048 - (2 - 1);
        double exponent = 64.0 / 62;
        double size = 1000 * StrictMath.pow(Math.abs(grown), exponent);
        return new Convention(
                10,
                "dynamic NTK: served below the trained length",
                "vLLM 0.33 does not clamp: s·L/L0 - (s-1) is below 1 there, so the base is too small, and up to L = "
                        + "L0·(s-1)/s it is negative, and a negative number to the power d/(d-2) is complex. The real part is kept without a word (issue 52665, pull request 52675; read). "
                        + "transformers clamps L to at least L0. The case is nomic-embed-text-v1 served with 512 tokens: "
                        + "d = 64, b = 1000, s = 2, L0 = 2048. (The recorded parts were cut off, not rounded.)",
                "`--dialect vllm` refuses it; `--dialect transformers` clamps.",
                List.of(
                        Measurement.recorded(
                                "real part of vLLM's base", size * StrictMath.cos(Math.PI * exponent), -486, 1),
                        Measurement.recorded(
                                "imaginary part of vLLM's base", size * StrictMath.sin(Math.PI * exponent), -49, 1),
                        new Observation(
                                "RopeLab asked for it in vLLM's reading",
                                Reading.refusal(Reading.config(VLLM, NOMIC).served(OptionalInt.of(512))),
                                "served length must be at least max_trained_positions (2048): vLLM 0.33 computes a "
                                        + "smaller or a complex base below it"),
                        Measurement.exact(
                                "largest relative frequency difference to plain RoPE at 512 tokens: transformers",
                                Reading.largestDifference(
                                        Reading.strategy("none", 64, 1000, 2048).encoding(),
                                        Reading.at(TRANSFORMERS, NOMIC, 512).encoding()),
                                0,
                                "")));
    }

    private static Convention alpha() {
        double recorded = 11_158_839.92507748;
        String hunyuan = HUNYUAN.formatted("hunyuan_v1_dense");
        String llama = HUNYUAN.formatted("llama");
        return new Convention(
                11,
                "dynamic with alpha",
                "vLLM and HunYuan's code in transformers take `dynamic` with a non-zero `alpha` for a static NTK-aware "
                        + "base b·alpha^(d/(d-2)), whatever the length. Other models of transformers ignore alpha and "
                        + "apply factor.",
                "`ntk_aware:alpha=...` is the static base; `dynamic_ntk:factor=...` the other side. The dialect and "
                        + "`model_type` choose.",
                List.of(
                        Measurement.recorded(
                                "base, alpha = 1000, a HunYuan model at 100 tokens: transformers",
                                base(Reading.at(TRANSFORMERS, hunyuan, 100)),
                                recorded,
                                recorded * RECORDED_BASE),
                        Measurement.recorded(
                                "the same: vLLM",
                                base(Reading.served(VLLM, hunyuan, 65_536, 100)),
                                recorded,
                                recorded * RECORDED_BASE),
                        Measurement.exact(
                                "base, alpha = 1000, a Llama model at 100 tokens: transformers",
                                Math.rint(base(Reading.at(TRANSFORMERS, llama, 100))),
                                10_000,
                                "")));
    }

    private static Convention sticky() {
        RopeSetup setup = Reading.config(TRANSFORMERS, SMALL).resolve();
        List<Step> steps = new CallSequence(List.of(32, 64, 65, 128, 100, 200, 64, 63, 128))
                .run(setup.strategy(), setup.context(), StateRule.STICKY);
        // Frequencies were recorded in float32: a unit in the last place of a number between 0.25 and 0.5.
        double single = 3e-8;
        return new Convention(
                12,
                "dynamic NTK: what transformers remembers",
                "The longest length so far decides: after a call of 128 tokens, one of 100 keeps the base for 128. The "
                        + "state is dropped by a call strictly shorter than L0, not by one of exactly L0. Keys in the "
                        + "cache keep the rotation of their own call. The case: L0 = 64, s = 2, d = 16, calls of 32, 64, "
                        + "65, 128, 100, 200, 64, 63, 128 tokens.",
                "`CallSequence` with `StateRule.STICKY` (transformers), `PER_CALL` or `FIXED` (vLLM, llama.cpp).",
                List.of(
                        length(steps, 4, 128),
                        Measurement.recorded(
                                "ω of pair 1 in call 5 (100 tokens)",
                                steps.get(4).encoding().frequencies().omega(1),
                                0.2702961266040802,
                                single,
                                "rad/token"),
                        length(steps, 6, 200),
                        Measurement.recorded(
                                "ω of pair 1 in call 7 (64 tokens)",
                                steps.get(6).encoding().frequencies().omega(1),
                                0.24952846765518188,
                                single,
                                "rad/token"),
                        length(steps, 7, 64),
                        Measurement.recorded(
                                "ω of pair 1 in call 8 (63 tokens)",
                                steps.get(7).encoding().frequencies().omega(1),
                                0.3162277638912201,
                                single,
                                "rad/token")));
    }

    private static Fact length(List<Step> steps, int call, int expected) {
        Step step = steps.get(call);
        return Measurement.exact(
                "length that call " + (call + 1) + " (" + step.length() + " tokens) is made for",
                step.effectiveLength(),
                expected,
                "tokens");
    }

    private static Convention dropped() {
        String yarn = """
                {"head_dim": 128, "max_position_embeddings": 65536, "rope_theta": 10000,
                 "rope_scaling": {"rope_type": "yarn", "original_max_position_embeddings": 4096%s}}
                """;
        PositionEncoding plain = Reading.strategy("none", 128, 10_000, 4096).encoding();
        return new Convention(
                30,
                "llama.cpp: scaling that the converter drops",
                "Read, not run: llama.cpp's converter writes no scaling for `dynamic`, and none for `yarn` without a "
                        + "`factor`; the GGUF file then rotates plainly. transformers takes max / original length for a "
                        + "missing factor.",
                "`--dialect llama.cpp` rotates plainly there and says so.",
                List.of(
                        fromPlain("dynamic at 8192 tokens: llama.cpp", plain, LLAMA_CPP, LLAMA_2.formatted("")),
                        Measurement.apart(
                                "largest relative frequency difference to plain RoPE, dynamic at 8192 tokens: transformers",
                                Reading.largestDifference(
                                        plain,
                                        Reading.at(TRANSFORMERS, LLAMA_2.formatted(""), 8192)
                                                .encoding())),
                        fromPlain("yarn without a factor: llama.cpp", plain, LLAMA_CPP, yarn.formatted("")),
                        Measurement.exact(
                                "largest relative frequency difference, yarn without a factor against factor 16: "
                                        + "transformers",
                                Reading.largestDifference(
                                        Reading.of(TRANSFORMERS, yarn.formatted(", \"factor\": 16")),
                                        Reading.of(TRANSFORMERS, yarn.formatted(""))),
                                0,
                                "")));
    }

    private static Fact fromPlain(String what, PositionEncoding plain, Dialect dialect, String json) {
        return Measurement.exact(
                "largest relative frequency difference to plain RoPE, " + what,
                Reading.largestDifference(plain, Reading.at(dialect, json, 8192).encoding()),
                0,
                "");
    }
}
