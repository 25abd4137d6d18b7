package io.github.ropelab.experiments.reproduction.precision;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Publications;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Angles need float32: errors by position, and where positions in half precision collide. */
public final class PrecisionAngles implements Reproduction {
    private static final Rope ROPE = new Rope(128, 10_000, Lengths.trained(4096));

    /**
     * Errors of angles in float32.
     *
     * @param position tokens
     * @param max over the pairs, radians
     * @param mean over the pairs, radians
     * @param cosine largest error of a cosine
     */
    private record Known(int position, double max, double mean, double cosine) {}

    private static final List<Known> KNOWN = List.of(
            new Known(1000, 3.210868464975647e-05, 2.9541975990214544e-06, 2.88340263213116e-05),
            new Known(2047, 5.84022586735955e-05, 5.101564735178303e-06, 4.068699008030752e-05),
            new Known(4096, 0.00012175154733995441, 9.480084713930394e-06, 2.4572078997642244e-05),
            new Known(8191, 0.00048517020513827447, 2.7344415538461606e-05, 0.00027482661237743233),
            new Known(32_767, 0.0017039607373590115, 0.00011514921484034879, 0.000475671395131938),
            new Known(131_071, 0.004154081165324897, 0.00033677440965640404, 0.004154021220076356),
            new Known(524_287, 0.014843942888546735, 0.0011224354797726432, 0.013332220823541019),
            new Known(1_048_575, 0.03066997416317463, 0.0025977205049556584, 0.025137213820454307));

    /** An angle in double at 10⁶ radians is rounded by 6e-11; the other implementation subtracts two of them. */
    private static final double DOUBLE_ANGLE = 2e-10;

    private static final double FLOAT_COSINE = 1.2e-7;

    private static final int FARTHEST = 20;

    @Override
    public Description description() {
        return new Description(
                "precision-angles",
                "Angles need float32: errors by position",
                "Positions or angles in half precision make distant tokens share one position, and float32 keeps them apart.",
                List.of(
                        Citation.web(
                                "hanchen2024rope",
                                "Daniel Han",
                                2024,
                                "RoPE loses precision for Llama / Gemma + Gemma logits.float()",
                                "https://github.com/huggingface/transformers/pull/29285",
                                "description of the pull request",
                                Reading.COPY,
                                "the description was read in a stored copy; its picture of the tables was not seen"),
                        Citation.web(
                                "imoneoi2023float32",
                                "imoneoi",
                                2023,
                                "RoPE should be applied with float32",
                                "https://github.com/vllm-project/vllm/issues/863",
                                "description of the issue",
                                Reading.COPY,
                                "read in a stored copy"),
                        Publications.BF16_BREAKS_ROPE.at(
                                "section 2",
                                Reading.COPY,
                                "for bfloat16 in general, read in a copy of the text; it prints no errors of angles")),
                "|fl(fl(p)·fl(ω_i)) - p·ω_i| modulo 2π;  float32: at most p·ω_i·2^-22;  a format of k bits holds whole positions "
                        + "up to 2^k",
                "Tables of cos and sin in double of angles that are rounded as each arithmetic does, against tables of products "
                        + "that are not rounded; d = 128, b = 10,000.",
                """
                Bound. Engines compute ω as 1/b^(2i/d): a power that is right to two parts in 2^24, a quotient and then the
                product with the position, each rounded by at most one part. The exponent i/64 and the position are exact. Together
                p·ω·2^-22, up to products of these parts. Pair 0 has ω = 1 and is exact.

                bfloat16 has 8 bits of precision, so 257 is the first position that it cannot hold; below 8192 its numbers are 32
                apart, and the last 16 positions of a text of 8192 tokens are all 8192. float16 has 11 bits: 2049; and from 65,520 on a
                position is infinite, and its cosine no number. The pull request reports the loss for bfloat16 and none for float16, which
                agrees in size: in a text of 8192 tokens float16 is off by at most 2 positions, bfloat16 by 16.

                The running product of ggml, θ_(i+1) = θ_i·b^(-2/d) in float32, rounds once more for every pair, and the rounding
                of b^(-2/d) adds up: its angles are two to three times as far off as those of one product. ggml itself, compiled, was
                measured at 7.77e-2 at a million tokens where both implementations here have 7.62e-2: its step may differ by an ulp.""",
                0.3);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (Known known : KNOWN) {
            String at = "float32, position " + known.position;
            published.add(computed("max-p" + known.position, "largest error of an angle, " + at, "radians", known.max)
                    .within(DOUBLE_ANGLE, "the other implementation's angles are rounded to double"));
            published.add(computed("mean-p" + known.position, "mean error of an angle, " + at, "radians", known.mean)
                    .within(DOUBLE_ANGLE, "the other implementation's angles are rounded to double"));
            published.add(computed("cosine-p" + known.position, "largest error of a cosine, " + at, "1", known.cosine)
                    .within(FLOAT_COSINE, "the other implementation rounds its cosines to float32"));
        }
        published.add(stated(
                        "above-bound",
                        "float32 angles whose error is above p·ω·2^-22, of all pairs and drawn positions",
                        "angles",
                        0)
                .exactly("a bound"));
        published.add(stated("pair-0", "largest error of pair 0 in float32, of the same positions", "radians", 0)
                .within(1e-15, "cosines in double"));
        published.add(stated("bf16-collision", "first position equal to the one before, bfloat16", "tokens", 257)
                .exactly("8 bits of precision"));
        published.add(stated("f16-collision", "first position equal to the one before, float16", "tokens", 2049)
                .exactly("11 bits of precision"));
        published.add(stated("f16-infinite", "first infinite position, float16", "tokens", 65_520)
                .exactly("half a step above the largest number, 65,504"));
        published.add(
                stated("bf16-distinct", "different positions of a text of 8192 tokens, bfloat16", "positions", 897)
                        .exactly("257 up to 256, 128 in each of five doublings"));
        published.add(stated("f16-distinct", "different positions of a text of 8192 tokens, float16", "positions", 4097)
                .exactly("2049 up to 2048, 1024 in each of two doublings"));
        published.add(
                stated("bf16-last", "positions of a text of 8192 tokens that are 8192 in bfloat16", "positions", 16)
                        .exactly("half a step of 32; the tie 8176 goes to the even number"));
        published.add(computed(
                        "ggml-p100000",
                        "ggml's running product: largest error of cos or sin at 100,000",
                        "1",
                        0.009797381130435892)
                .within(DOUBLE_ANGLE, "the other implementation's angles are rounded to double"));
        published.add(computed("ggml-p1000000", "the same at 1,000,000", "1", 0.07617623831706832)
                .within(DOUBLE_ANGLE, "the other implementation's angles are rounded to double"));
        published.add(computed("single-p1000000", "one product in float32 at 1,000,000", "1", 0.05158826852113592)
                .within(DOUBLE_ANGLE, "the other implementation's angles are rounded to double"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        for (Known known : KNOWN) {
            AngleErrors errors = AngleErrors.at(ROPE, Arithmetic.F32, known.position);
            recomputed.put("max-p" + known.position, errors.max());
            recomputed.put("mean-p" + known.position, errors.mean());
            recomputed.put("cosine-p" + known.position, errors.cosine());
        }
        recomputed.put("bf16-collision", PositionFormats.firstCollision(NumberFormat.BFLOAT16));
        recomputed.put("f16-collision", PositionFormats.firstCollision(NumberFormat.FLOAT16));
        recomputed.put("f16-infinite", PositionFormats.firstInfinite(NumberFormat.FLOAT16));
        recomputed.put("bf16-distinct", PositionFormats.distinct(NumberFormat.BFLOAT16, 8192));
        recomputed.put("f16-distinct", PositionFormats.distinct(NumberFormat.FLOAT16, 8192));
        recomputed.put("bf16-last", PositionFormats.sharing(NumberFormat.BFLOAT16, 8192, 8192));
        recomputed.put(
                "ggml-p100000",
                AngleErrors.at(ROPE, Arithmetic.F32_GGML, 100_000).entry());
        recomputed.put(
                "ggml-p1000000",
                AngleErrors.at(ROPE, Arithmetic.F32_GGML, 1_000_000).entry());
        recomputed.put(
                "single-p1000000",
                AngleErrors.at(ROPE, Arithmetic.F32, 1_000_000).entry());
        bound(recomputed);
        return byPosition(recomputed);
    }

    private static void bound(Recomputed recomputed) {
        FrequencySchedule theta = ROPE.frequencies("none");
        int above = 0;
        double first = 0;
        for (int k = 4; k <= FARTHEST; k++) {
            for (int position : drawn(k)) {
                double[] angles = AngleErrors.at(ROPE, Arithmetic.F32, position).angles();
                first = Math.max(first, angles[0]);
                for (int i = 0; i < angles.length; i++) {
                    above += angles[i] > position * theta.omega(i) * 0x1.00001p-22 + 1e-15 ? 1 : 0;
                }
            }
        }
        recomputed.put("above-bound", above).put("pair-0", first);
    }

    private static Recomputed byPosition(Recomputed recomputed) {
        Map<String, Arithmetic> arithmetics = new LinkedHashMap<>();
        arithmetics.put("float32, one product", Arithmetic.F32);
        arithmetics.put("float32, running product (ggml)", Arithmetic.F32_GGML);
        arithmetics.put("positions in float16", Arithmetic.of("f32,positions=f16"));
        arithmetics.put("positions in bfloat16", Arithmetic.of("f32,positions=bf16"));
        arithmetics.put("angles in bfloat16", Arithmetic.of("f32,angles=bf16"));
        DataTable.Rows rows = DataTable.titled("angles", "Errors of angles by position and arithmetic")
                .column("arithmetic", "what is rounded")
                .column("position", "p, lower end of a doubling, tokens")
                .column("max", "largest error over pairs and drawn positions, radians")
                .column("mean", "mean error, radians");
        arithmetics.forEach((name, arithmetic) -> {
            for (int k = 4; k <= FARTHEST; k++) {
                double max = 0;
                double mean = 0;
                int[] positions = drawn(k);
                for (int position : positions) {
                    if (Double.isInfinite(arithmetic.positions().round(position))) {
                        max = Double.NaN;
                        continue;
                    }
                    AngleErrors errors = AngleErrors.at(ROPE, arithmetic, position);
                    max = Math.max(max, errors.max());
                    mean += errors.mean() / positions.length;
                }
                if (max > 0) {
                    rows.row(name, 1 << k, max, mean);
                }
            }
        });
        return recomputed.add(
                rows.table(),
                Chart.lines(
                        "angles",
                        "Largest error of an angle over all pairs and 16 positions of each doubling, modulo a turn; d = 128, base 10,000. "
                                + "Where nothing is rounded there is no point; float16 has no positions from 65,520 on. Half-precision positions lie on "
                                + "the line of one float32 product until they are rounded themselves; then the error is of the size of a radian.",
                        "angles",
                        new Axis("position", "position (tokens)", Scale.LOG2),
                        new Axis("max", "error of the angle (radians)", Scale.LOG10),
                        "arithmetic"));
    }

    /**
     * 16 odd positions of [2^k, 2^(k+1)), spread by the golden ratio: products with powers of two are not rounded, and round
     * positions fit into half precision.
     */
    private static int[] drawn(int k) {
        double golden = (Math.sqrt(5) - 1) / 2;
        int[] positions = new int[16];
        for (int j = 0; j < positions.length; j++) {
            double share = (j + 1) * golden % 1;
            positions[j] = (1 << k) + ((int) (share * (1 << k)) | 1);
        }
        return positions;
    }
}
