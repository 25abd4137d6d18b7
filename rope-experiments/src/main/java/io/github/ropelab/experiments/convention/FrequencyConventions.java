package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.model.config.RopeSetup;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Frequency maps that share a name and differ in form. */
final class FrequencyConventions {
    private FrequencyConventions() {}

    static List<Convention> all() {
        return List.of(ntk(), partialDefault(), proportional(), evqGrid(), emptyBand(), standingPairs());
    }

    private static Convention ntk() {
        PositionEncoding aware =
                Reading.strategy("ntk_aware:alpha=8", 128, 10_000, 2048).encoding();
        PositionEncoding fixed =
                Reading.strategy("ntk_fixed:factor=8", 128, 10_000, 2048).encoding();
        return new Convention(
                16,
                "'ntk' in vLLM",
                "vLLM's `ntk` is the form (b·k)^(-2i/d)·k^(-2/d) of kexue.fm/9706. NTK-aware elsewhere is the base "
                        + "b·k^(d/(d-2)).",
                "`ntk_fixed:factor=k` is vLLM's, `ntk_aware:alpha=k` the other.",
                List.of(
                        Measurement.recorded(
                                "largest relative frequency difference, k = 8, d = 128: vLLM's form against NTK-aware",
                                Reading.largestDifference(aware, fixed),
                                0.032,
                                5e-4),
                        Measurement.exact(
                                "the same at the slowest pair, where both divide by k",
                                Reading.difference(aware, fixed, 63),
                                0,
                                "")));
    }

    private static Convention partialDefault() {
        String config = """
                {"model_type": "%s", "head_dim": 64, "max_position_embeddings": 4096, "partial_rotary_factor": 0.25,
                 "rope_scaling": %s}
                """;
        String linear = "{\"rope_type\": \"linear\", \"factor\": 2}";
        return new Convention(
                17,
                "partial_rotary_factor on the default path",
                "Whether the default rope of transformers reads `partial_rotary_factor` depends on the model: Llama's does "
                        + "not and rotates the whole head, GPT-NeoX's does. linear, dynamic, yarn and the other scaled "
                        + "kinds read it for every model. The case: heads of 64, a share of 0.25.",
                "`model_type` in the config decides; `--rotary-dim` wins over it.",
                List.of(
                        pairs("llama, default", config.formatted("llama", "null"), 32),
                        pairs("llama, linear", config.formatted("llama", linear), 8),
                        pairs("gpt_neox, default", config.formatted("gpt_neox", "null"), 8)));
    }

    private static Fact pairs(String what, String json, int expected) {
        return pairs(what, Reading.of(TRANSFORMERS, json), expected);
    }

    private static Fact pairs(String what, PositionEncoding encoding, int expected) {
        return Measurement.exact("pairs, " + what, encoding.frequencies().pairs(), expected, "");
    }

    private static Convention proportional() {
        RopeSetup proportional = Reading.strategy("p_rope:partial_rotary_factor=0.25", 256, 1_000_000, 8192);
        RopeSetup partial = Reading.strategy("partial:partial_rotary_factor=0.25", 256, 1_000_000, 8192);
        FrequencySchedule zeros = proportional.encoding().frequencies();
        long turning = IntStream.range(0, zeros.pairs())
                .filter(i -> zeros.omega(i) > 0)
                .count();
        return new Convention(
                18,
                "proportional and partial",
                "Both rotate a share p of the head. `proportional` (p-RoPE) keeps exponents over the whole head and gives "
                        + "the slow pairs frequency 0; component i is paired with i + head_dim/2. A partial width has "
                        + "exponents over the rotary width and passes the rest through; pairs lie inside of the rotary "
                        + "width. The case: heads of 256, p = 0.25.",
                "`p_rope` and `partial`, or `rope_type: proportional` and `partial_rotary_factor` in a config.",
                List.of(
                        pairs("proportional", proportional.encoding(), 128),
                        Measurement.exact("of these, pairs that turn", turning, 32, ""),
                        pairs("partial", partial.encoding(), 32),
                        Measurement.exact(
                                "partner of component 0: proportional",
                                proportional.context().geometry().rotaryDim() / 2,
                                128,
                                ""),
                        Measurement.exact(
                                "partner of component 0: partial",
                                partial.context().geometry().rotaryDim() / 2,
                                32,
                                ""),
                        Measurement.exact(
                                "power of proportional's second frequency that gives partial's",
                                StrictMath.log(partial.encoding().frequencies().omega(1))
                                        / StrictMath.log(zeros.omega(1)),
                                4,
                                "")));
    }

    private static Convention evqGrid() {
        PositionEncoding plain = Reading.strategy("none", 64, 10_000, 8192).encoding();
        PositionEncoding midpoint = Reading.strategy("evq_cosh:tau=0,midpoint=true", 64, 10_000, 8192)
                .encoding();
        PositionEncoding boundary = Reading.strategy("evq_cosh:tau=0,midpoint=false", 64, 10_000, 8192)
                .encoding();
        return new Convention(
                24,
                "EVQ-cosh: the grid",
                "With τ = 0 the boundary grid is RoPE; the midpoint grid, which is the authors' default, gives every "
                        + "frequency times b^(-1/d). Read: the baseline that this repository calls yarn is a smoothstep "
                        + "ramp over 20 to 90 % of the pairs with a temperature inside of θ. It is not YaRN.",
                "`midpoint=true` or `midpoint=false` on `evq_cosh`.",
                List.of(
                        Measurement.exact(
                                "largest relative frequency difference to RoPE, τ = 0, boundary grid",
                                Reading.largestDifference(plain, boundary),
                                0,
                                ""),
                        Measurement.exact(
                                "fastest frequency over RoPE's, τ = 0, midpoint grid, d = 64, b = 10000",
                                midpoint.frequencies().omega(0)
                                        / plain.frequencies().omega(0),
                                StrictMath.pow(10_000, -1.0 / 64),
                                ""),
                        Measurement.exact(
                                "the same at the slowest pair",
                                midpoint.frequencies().omega(31)
                                        / plain.frequencies().omega(31),
                                StrictMath.pow(10_000, -1.0 / 64),
                                "")));
    }

    private static Convention emptyBand() {
        RopeSetup setup = Reading.config(TRANSFORMERS, """
                        {"head_dim": 128, "max_position_embeddings": 10485760, "rope_theta": 500000,
                         "rope_scaling": {"rope_type": "llama3", "factor": 16, "low_freq_factor": 1,
                                          "high_freq_factor": 1, "original_max_position_embeddings": 8192}}
                        """).resolve();
        FrequencySchedule plain = setup.context().baseFrequencies();
        FrequencySchedule scaled = setup.encoding().frequencies();
        long kept = IntStream.range(0, plain.pairs())
                .filter(i -> scaled.omega(i) == plain.omega(i))
                .count();
        long divided = IntStream.range(0, plain.pairs())
                .filter(i -> scaled.omega(i) == plain.omega(i) / 16)
                .count();
        long within = IntStream.range(0, plain.pairs())
                .filter(i -> plain.wavelength(i) < 8192)
                .count();
        return new Convention(
                25,
                "Llama 3: low_freq_factor = high_freq_factor",
                "Llama 4 Scout's config has both at 1, which leaves no band to blend in and 0 to divide by. transformers "
                        + "relies on the band being empty, vLLM guards the division, llama.cpp's converter has its "
                        + "assertion commented out for it. The result is finite: a pair is kept or divided by s.",
                "`llama3:low_freq_factor=1,high_freq_factor=1`; only high below low is refused.",
                List.of(
                        Measurement.exact("pairs kept", kept, within, ""),
                        Measurement.exact("pairs divided by s", divided, plain.pairs() - within, ""),
                        new Observation(
                                "high_freq_factor below low_freq_factor",
                                refused("llama3:factor=16,low_freq_factor=2,high_freq_factor=1"),
                                "high_freq_factor must be at least low_freq_factor (2.0)")));
    }

    private static String refused(String strategy) {
        return ValidationFacts.refusal(strategy, 128);
    }

    private static Convention standingPairs() {
        PositionEncoding encoding = Reading.strategy("p_rope:partial_rotary_factor=0.25", 256, 10_000, 8192)
                .encoding();
        FrequencySchedule plain =
                Reading.strategy("none", 256, 10_000, 8192).encoding().frequencies();
        int first = 32;
        double angle = 1e6 * (plain.omega(first) / 1e30);
        return new Convention(
                28,
                "p-RoPE in llama.cpp: divisors of 1e30",
                "Read, not run: llama.cpp has no frequency 0. Its converter writes the divisor 1e30 for the pairs that "
                        + "stand still. The angle at position 1e6 does not underflow to 0 in float32, but its cosine is 1 "
                        + "and its sine is far below the spacing of float32 numbers near 1, so the vector stays as it is.",
                "`p_rope` has frequency 0 in every dialect.",
                List.of(
                        Measurement.exact(
                                "frequency of the first pair that stands still, RopeLab",
                                encoding.frequencies().omega(first),
                                0,
                                "rad/token"),
                        new Measurement(
                                "angle of that pair at position 1e6, divisor 1e30 (required: a float32 number)",
                                (float) angle,
                                OptionalDouble.empty(),
                                Float.MIN_VALUE,
                                "rad"),
                        Measurement.exact("its cosine in float32", (float) StrictMath.cos((float) angle), 1, ""),
                        Measurement.exact(
                                "1 + its sine in float32", 1 + (float) StrictMath.sin((float) angle), 1, "")));
    }
}
