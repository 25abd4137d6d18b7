package io.github.ropelab.experiments.convention;

import static io.github.ropelab.model.config.Dialect.LLAMA_CPP;
import static io.github.ropelab.model.config.Dialect.TRANSFORMERS;

import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.PositionScheme;
import io.github.ropelab.model.config.Dialect;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Positions: axes, windows, temperatures that step with them. */
final class PositionConventions {
    private static final String QWEN3_VL = """
            {"head_dim": 128, "max_position_embeddings": 262144, "rope_theta": 5000000,
             "rope_scaling": {"rope_type": "default", "mrope_section": [24, 20, 20], "mrope_interleaved": true}}
            """;

    /** Temperatures were recorded as doubles. */
    private static final double DOUBLE = 1e-12;

    private PositionConventions() {}

    static List<Convention> all() {
        return List.of(mropeTail(), temperature(), selfExtend(), windowTemperature());
    }

    private static Convention mropeTail() {
        return new Convention(
                20,
                "Interleaved M-RoPE: left-over pairs",
                "Sections [24, 20, 20] of 64 pairs leave pairs over when axes take turns. transformers gives them the time "
                        + "axis. ggml (IMROPE) gives those of the height and width turns a fourth position stream. Both "
                        + "agree only if that stream copies the time axis.",
                "`mrope_tail=temporal` or `mrope_tail=fourth` on `mrope`; `--dialect llama.cpp` takes the latter.",
                List.of(
                        new Observation("pairs on a fourth axis: ggml", pairsOn(3, LLAMA_CPP), "61, 62"),
                        new Observation("pairs on a fourth axis: transformers", pairsOn(3, TRANSFORMERS), "none"),
                        Measurement.exact(
                                "axis of pair 61: transformers (0 is time)",
                                Reading.of(TRANSFORMERS, QWEN3_VL).axes().of(61),
                                0,
                                "")));
    }

    private static String pairsOn(int axis, Dialect dialect) {
        PairAxes axes = Reading.of(dialect, QWEN3_VL).axes();
        String pairs = IntStream.range(0, 64)
                .filter(pair -> axes.of(pair) == axis)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return pairs.isEmpty() ? "none" : pairs;
    }

    private static double scale(String strategy, int trained, int position) {
        return Reading.strategy(strategy, 128, 500_000, trained)
                .encoding()
                .attention()
                .logit()
                .at(position);
    }

    private static Convention temperature() {
        return new Convention(
                21,
                "Stepped temperature: where the step is",
                "Llama 4 multiplies logits by 1 + 0.1·ln(1 + floor((m+1)/8192)): the step is at the last position of a "
                        + "period. Ministral 3 has floor(m/L0), L0 = 16384: the step is one position later. llama.cpp has "
                        + "an offset for it, 0 unless set (its value for Llama 4 was not verified).",
                "`llama4:floor_scale=...` and `ministral3:original_length=...`.",
                List.of(
                        Measurement.recorded("Llama 4 at position 8190", scale("llama4", 8192, 8190), 1, DOUBLE),
                        Measurement.recorded(
                                "Llama 4 at position 8191", scale("llama4", 8192, 8191), 1.0693147180559945, DOUBLE),
                        Measurement.recorded(
                                "Ministral 3 with a period of 8192 at position 8191",
                                scale("ministral3:original_length=8192", 8192, 8191),
                                1,
                                DOUBLE),
                        Measurement.recorded(
                                "Llama 4 at position 16383", scale("llama4", 8192, 16_383), 1.109861228866811, DOUBLE),
                        Measurement.recorded(
                                "Ministral 3 at position 16383", scale("ministral3", 16_384, 16_383), 1, DOUBLE),
                        Measurement.recorded(
                                "Ministral 3 at position 16384",
                                scale("ministral3", 16_384, 16_384),
                                1.0693147180559945,
                                DOUBLE)));
    }

    private static double largestDistance(String strategy, int tokens) {
        PositionScheme positions =
                Reading.strategy(strategy, 64, 10_000, 4096).encoding().positions();
        double largest = 0;
        for (int query = 0; query < tokens; query++) {
            for (int key = 0; key <= query; key++) {
                largest = Math.max(largest, positions.effectiveDistance(query, key));
            }
        }
        return largest;
    }

    private static Convention selfExtend() {
        return new Convention(
                22,
                "Self-Extend: W/G",
                "Beyond the window the distance is floor(i/G) + W - W/G - floor(j/G). The authors' code divides W by G "
                        + "exactly and gets fractional positions where G does not divide W; the paper takes whole groups. "
                        + "The case: G = 3, W = 4, 20 tokens.",
                "`rounding=exact` (the code, default) or `rounding=floor` (the paper) on `self_extend`.",
                List.of(
                        Measurement.recorded(
                                "largest distance, exact",
                                largestDistance("self_extend:group_size=3,neighbor_window=4", 20),
                                8.666666666666666,
                                DOUBLE,
                                "tokens"),
                        Measurement.exact(
                                "largest distance, floor",
                                largestDistance("self_extend:group_size=3,neighbor_window=4,rounding=floor", 20),
                                9,
                                "tokens"),
                        Measurement.exact(
                                "largest distance where G divides W (G = 2, W = 4, 16 tokens), exact less floor",
                                largestDistance("self_extend:group_size=2,neighbor_window=4", 16)
                                        - largestDistance(
                                                "self_extend:group_size=2,neighbor_window=4,rounding=floor", 16),
                                0,
                                "tokens")));
    }

    private static double a(String strategy) {
        return Reading.amplitude(Reading.strategy(strategy, 64, 10_000, 4096).encoding());
    }

    private static Convention windowTemperature() {
        double string = 0.1 * StrictMath.log(2) + 1;
        double chunks = 0.05 * StrictMath.log(4) + 1;
        return new Convention(
                23,
                "STRING and Dual Chunk Attention: an amplitude in the code",
                "Read, not run: the authors' code multiplies cos and sin by 0.1·ln 2 + 1 (STRING), and by 0.05·ln s + 1 "
                        + "where that is switched on (ChunkLlama). The papers' position maps say nothing of it.",
                "`attention_factor` on `string` and `dual_chunk`; 1 if left out, which is the map alone.",
                List.of(
                        Measurement.exact("A, string as in the paper", a("string"), 1, ""),
                        Measurement.exact(
                                "A, string with the code's value", a("string:attention_factor=" + string), string, ""),
                        Measurement.exact("A, dual_chunk as in the paper", a("dual_chunk"), 1, ""),
                        Measurement.exact(
                                "A, dual_chunk with the code's value for s = 4",
                                a("dual_chunk:attention_factor=" + chunks),
                                chunks,
                                "")));
    }
}
