package io.github.ropelab.experiments.reproduction.identity;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.experiments.convention.Convention;
import io.github.ropelab.experiments.convention.Conventions;
import io.github.ropelab.experiments.convention.Measurement;
import io.github.ropelab.experiments.published.Published;
import java.util.List;

/**
 * A number that tells two engines apart, and the measurement of the ledger that it is compared with.
 *
 * @param row of the ledger
 * @param statement of the measurement
 * @param published the number
 */
record DialectNumber(int row, String statement, Published published) {
    private static final double DOUBLE = 1e-12;
    private static final String CLOSED = "a closed form in double precision";
    private static final String FREQUENCIES = "quotients of powers in double precision";
    private static final String FLOAT = "recorded from the engine, which computes it in float32";
    private static final String COUNT = "a count, or a number of the config";

    /** Of this row, as measured now. */
    double measured(List<Convention> ledger) {
        return ledger.get(row - 1).facts().stream()
                .filter(fact -> fact.statement().equals(statement))
                .map(Measurement.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("row " + row + " of the ledger measures no " + statement))
                .measured();
    }

    /** All numbers, by row. */
    static List<DialectNumber> all() {
        return List.of(
                formula(
                        1,
                        "largest relative frequency difference, ramp from max_position_embeddings against 5.23",
                        "original-length",
                        "transformers 4.44 against 5.23, YaRN of DeepSeek-V2-Lite (s = 40): largest relative difference of frequencies, s - 1",
                        39),
                formula(
                        2,
                        "A of 4.44 at s = 0.5, asked for by attention_factor",
                        "small-s-old",
                        "transformers 4.44: A of YaRN at s = 0.5",
                        0.9306852819440055),
                definition(2, "A at s = 0.5, transformers 5.23", "small-s", "transformers 5.23: the same", 1),
                frequencies(
                        3,
                        "largest relative frequency difference, truncate=false: llama.cpp against transformers",
                        "truncate",
                        "llama.cpp against transformers, gpt-oss with truncate = false: largest relative difference of frequencies",
                        0.7626823777263017),
                frequencies(
                        4,
                        "largest relative frequency difference, truncate=false: nested against flat",
                        "truncate-nested",
                        "transformers 5.23, truncate = false nested against flat: largest relative difference of frequencies",
                        0.7626823777263017),
                formula(
                        5,
                        "A, s = 40, mscale = 0.707, mscale_all_dim = 0: transformers",
                        "mscale-transformers",
                        "transformers: A of YaRN with mscale 0.707 and mscale_all_dim 0, s = 40",
                        1.3688879454113936),
                formula(5, "the same: vLLM", "mscale-vllm", "vLLM's deepseek_yarn: the same", 1.2608037774058554),
                formula(
                        6,
                        "factor on the softmax scale, DeepSeek-V2-Lite",
                        "softmax-v2",
                        "factor on the softmax scale outside of the rotary code, DeepSeek-V2-Lite",
                        1.5896261651208736),
                formula(
                        6,
                        "factor on the softmax scale, DeepSeek-V3 (1, 1, s = 40)",
                        "softmax-v3",
                        "the same, DeepSeek-V3",
                        1.8738542070926265),
                formula(
                        7,
                        "A, s = 16, attn_factor = 1.5: the authors' code",
                        "attn-factor",
                        "YaRN authors' code: A for attn_factor = 1.5, s = 16",
                        1.9158883083359672),
                definition(
                        7,
                        "A, s = 16, attention_factor = 1.5: transformers",
                        "attention-factor",
                        "transformers: A for attention_factor = 1.5, s = 16",
                        1.5),
                recorded(
                        7,
                        "A, s = 16, of ggml's op for attn_factor = 1",
                        "ggml-op",
                        "ggml's op: A for attn_factor = 1, s = 16",
                        1.2772588479440825,
                        1.2e-7),
                formula(
                        7,
                        "excess of A over 0.1·ln s + 1 if that is handed to the op as attn_factor, s = 16",
                        "ggml-twice",
                        "ggml's op handed the A of transformers: A² - A, s = 16",
                        0.3541313544508904),
                formula(
                        8,
                        "A, s = 16, attention_factor = 2: llama.cpp",
                        "yarn-attn-factor",
                        "llama.cpp: A for attention_factor = 2, s = 16, which it overwrites",
                        1.2772588722239782),
                formula(
                        9,
                        "base, vLLM 0.33 serving 8192, a prompt of 100 tokens",
                        "dynamic-served",
                        "vLLM 0.33: base of dynamic NTK, served 8192, prompt 100 (s = 2, L0 = 4096)",
                        30527.7367488067),
                definition(
                        9,
                        "base, transformers, a prompt of 100 tokens",
                        "dynamic-prompt",
                        "transformers: the same, prompt 100",
                        10_000),
                formula(
                        10,
                        "real part of vLLM's base",
                        "complex-real",
                        "vLLM 0.33 serving below the trained length: real part of the base (issue 52665)",
                        -486.4356532483613),
                formula(
                        10,
                        "imaginary part of vLLM's base",
                        "complex-imaginary",
                        "the same: imaginary part, which is dropped",
                        -49.46567115590085),
                formula(
                        11,
                        "base, alpha = 1000, a HunYuan model at 100 tokens: transformers",
                        "alpha",
                        "dynamic with alpha = 1000, HunYuan: base",
                        11158839.92507748),
                definition(
                        11,
                        "base, alpha = 1000, a Llama model at 100 tokens: transformers",
                        "alpha-ignored",
                        "the same, a Llama model of transformers: base",
                        10_000),
                recorded(
                        12,
                        "ω of pair 1 in call 5 (100 tokens)",
                        "sticky",
                        "transformers: ω of pair 1 in a call of 100 tokens after one of 128 (radians per token)",
                        0.2702961266040802,
                        3e-8),
                recorded(
                        12,
                        "ω of pair 1 in call 8 (63 tokens)",
                        "reset",
                        "transformers: the same in a call shorter than the trained length, 64",
                        0.3162277638912201,
                        3e-8),
                formula(
                        14,
                        "A, factor = 8, L0 = 4096, at most 131072: transformers 5.23",
                        "longrope-transformers",
                        "transformers 5.23: A of LongRoPE with factor = 8, L0 = 4096, at most 131072 tokens",
                        1.118033988749895),
                formula(14, "the same: vLLM", "longrope-vllm", "vLLM: the same", 1.1902380714238083),
                formula(
                        14,
                        "the same, original length inside of the block: transformers 4.57",
                        "longrope-old",
                        "transformers 4.57: the same, L0 inside of the block",
                        1.0846522890932808),
                definition(
                        15,
                        "trained length, 4096 beside, 8192 inside: transformers",
                        "two-lengths-transformers",
                        "transformers: original length in force, 4096 beside and 8192 inside of the block",
                        4096),
                definition(15, "trained length, the same: llama.cpp", "two-lengths-llama", "llama.cpp: the same", 8192),
                frequencies(
                        16,
                        "largest relative frequency difference, k = 8, d = 128: vLLM's form against NTK-aware",
                        "ntk",
                        "'ntk' of vLLM against NTK-aware, k = 8, d = 128: largest relative difference of frequencies",
                        0.031969103253852826),
                definition(
                        17,
                        "pairs, llama, default",
                        "partial-default",
                        "transformers, Llama, share 0.25 of 64: pairs",
                        32),
                definition(17, "pairs, llama, linear", "partial-linear", "the same with linear scaling: pairs", 8),
                definition(
                        18,
                        "power of proportional's second frequency that gives partial's",
                        "proportional",
                        "share 0.25: power of proportional's second frequency that gives partial's",
                        4),
                rounding(
                        19,
                        "(cos, sin), repeated product, position 1e5",
                        "ggml-1e5",
                        "ggml's running float32 product at position 1e5: largest error of (cos, sin)",
                        0.009813352),
                rounding(
                        19,
                        "(cos, sin), repeated product, position 1e6",
                        "ggml-1e6",
                        "the same at position 1e6",
                        0.077713593),
                rounding(
                        19,
                        "(cos, sin), single product, position 1e6",
                        "single-1e6",
                        "one float32 product, as transformers, at position 1e6: largest error of (cos, sin)",
                        0.051634197),
                rounding(
                        19,
                        "cos alone, single product, frequencies as float32 engines compute them, position 1e6",
                        "single-cos-1e6",
                        "the same: of the cosine alone",
                        0.028771209),
                definition(
                        20,
                        "axis of pair 61: transformers (0 is time)",
                        "mrope-tail",
                        "transformers, interleaved M-RoPE [24, 20, 20]: axis of pair 61 (0 time; 3 in ggml)",
                        0),
                formula(
                        21,
                        "Llama 4 at position 8191",
                        "step-llama4",
                        "Llama 4: factor on the logits at position 8191",
                        1.0693147180559945),
                definition(
                        21,
                        "Ministral 3 with a period of 8192 at position 8191",
                        "step-ministral3",
                        "Ministral 3 with that period: the same",
                        1),
                formula(
                        22,
                        "largest distance, exact",
                        "self-extend-exact",
                        "Self-Extend's code, G = 3, W = 4, 20 tokens: largest distance (tokens)",
                        26.0 / 3),
                definition(22, "largest distance, floor", "self-extend-floor", "Self-Extend's paper: the same", 9),
                formula(
                        23,
                        "A, string with the code's value",
                        "string",
                        "STRING's code: A, which the paper does not mention",
                        1.0693147180559945),
                formula(
                        24,
                        "fastest frequency over RoPE's, τ = 0, midpoint grid, d = 64, b = 10000",
                        "evq",
                        "EVQ-cosh with τ = 0: frequencies over RoPE's, b^(-1/d)",
                        0.8659643233600653),
                definition(
                        25,
                        "pairs kept",
                        "scout-kept",
                        "Llama 4 Scout, low_freq_factor = high_freq_factor: pairs kept",
                        35),
                definition(25, "pairs divided by s", "scout-divided", "the same: pairs divided", 29),
                frequencies(
                        27,
                        "largest relative frequency difference, Llama 2, s = 16: turns against index",
                        "ramp",
                        "NTK-by-parts of the paper against every implementation, Llama 2, s = 16: largest relative difference of frequencies",
                        0.671205660194719),
                frequencies(
                        27,
                        "largest relative frequency difference, base 1e6, L0 = 32768, s = 4: turns against index",
                        "ramp-1e6",
                        "the same, base 1e6, L0 = 32768, s = 4",
                        0.4162276570125911),
                new DialectNumber(
                        28,
                        "angle of that pair at position 1e6, divisor 1e30 (required: a float32 number)",
                        computed(
                                        "row-28-still",
                                        "p-RoPE in llama.cpp: angle of a still pair at position 1e6, divisor 1e30 (radians)",
                                        "1",
                                        1e-25)
                                .withinShare(1e-7, "a float32 quotient; it is no 0")),
                formula(
                        29,
                        "the same: vLLM",
                        "vllm-attn-factor",
                        "vLLM 0.33: A for attn_factor = 1.5, s = 16, which it no longer reads",
                        1.2772588722239782),
                frequencies(
                        30,
                        "largest relative frequency difference to plain RoPE, dynamic at 8192 tokens: transformers",
                        "dynamic-dropped",
                        "dynamic at 8192 tokens, which llama.cpp's converter drops: largest relative difference of frequencies",
                        2.0 / 3),
                definition(
                        31,
                        "factor in force: transformers",
                        "block-transformers",
                        "two blocks, factors 2 and 8: transformers",
                        2),
                definition(31, "factor in force: llama.cpp", "block-llama", "the same: llama.cpp", 8),
                definition(
                        32,
                        "base in force (rounded to 1): transformers",
                        "theta-transformers",
                        "rope_theta in the block that lost, 500000: base of transformers",
                        10_000),
                frequencies(
                        33,
                        "largest relative frequency difference, Qwen2-VL with s = 4: vLLM against transformers",
                        "mrope-yarn",
                        "YaRN with M-RoPE, s = 4, vLLM against transformers: largest relative difference of frequencies",
                        1.2352941176470589));
    }

    private static DialectNumber formula(int row, String statement, String name, String words, double value) {
        return new DialectNumber(
                row, statement, computed(name(row, name), words, "1", value).withinShare(DOUBLE, CLOSED));
    }

    private static DialectNumber frequencies(int row, String statement, String name, String words, double value) {
        return new DialectNumber(
                row, statement, computed(name(row, name), words, "1", value).within(1e-10, FREQUENCIES));
    }

    private static DialectNumber rounding(int row, String statement, String name, String words, double value) {
        return new DialectNumber(
                row,
                statement,
                computed(name(row, name), words, "1", value)
                        .within(1e-8, "float32 angles; their sines and cosines rounded to float32 or not"));
    }

    /** What an engine gave: an implementation of its own, and no publication. */
    private static DialectNumber recorded(
            int row, String statement, String name, String words, double value, double tolerance) {
        return new DialectNumber(
                row, statement, computed(name(row, name), words, "1", value).within(tolerance, FLOAT));
    }

    private static DialectNumber definition(int row, String statement, String name, String words, double value) {
        return new DialectNumber(
                row, statement, stated(name(row, name), words, "1", value).withinShare(DOUBLE, COUNT));
    }

    private static String name(int row, String name) {
        return String.format("row-%02d-%s", row, name);
    }

    /** The ledger, measured now. */
    static List<Convention> ledger() {
        return Conventions.builtIn();
    }
}
