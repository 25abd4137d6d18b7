package io.github.ropelab.experiments.reproduction.frequency;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.analysis.PairBand;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Publications;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** YaRN and Llama 3: which pairs are kept, blended and divided, and YaRN's temperature. */
public final class Bands implements Reproduction {
    /** Both write the same formula in another order: some ulps of a blend of two powers. */
    private static final double ULPS = 1e-13;

    private static final String ULPS_REASON = "the same formula in another order of operations, double precision";

    /**
     * A model with YaRN.
     *
     * @param id in names and in the file of frequencies
     * @param title for people
     * @param rope of the model
     * @param factor s
     * @param low where the index ramp leaves 0, before it is rounded down
     * @param high where it reaches 1, before it is rounded up
     * @param kept pairs
     * @param divided pairs
     * @param gap largest ω_code/ω_paper - 1
     */
    private record Model(
            String id,
            String title,
            Rope rope,
            int factor,
            double low,
            double high,
            int kept,
            int divided,
            double gap) {
        FrequencySchedule code() {
            return rope.frequencies("yarn:factor=" + factor);
        }

        FrequencySchedule paper() {
            return rope.frequencies("ntk_by_parts:ramp=rotations,factor=" + factor);
        }
    }

    private static final List<Model> YARN = List.of(
            yarn(
                    "llama-1",
                    "Llama-1, factor 4",
                    128,
                    1e4,
                    2048,
                    4,
                    16.128001690012354,
                    40.21040134313085,
                    17,
                    23,
                    0.7566945415669983),
            yarn(
                    "llama-2-s16",
                    "Llama-2, factor 16",
                    128,
                    1e4,
                    4096,
                    16,
                    20.94448162063605,
                    45.02688127375455,
                    21,
                    18,
                    2.041414887471059),
            yarn(
                    "llama-2-s32",
                    "Llama-2, factor 32",
                    128,
                    1e4,
                    4096,
                    32,
                    20.94448162063605,
                    45.02688127375455,
                    21,
                    18,
                    2.9553273594290363),
            yarn(
                    "qwen2.5",
                    "Qwen2.5, factor 4",
                    128,
                    1e6,
                    32_768,
                    4,
                    23.5959476083381,
                    39.6508807104171,
                    24,
                    24,
                    0.7129965336873942),
            yarn(
                    "deepseek-v3",
                    "DeepSeek-V3, factor 40",
                    64,
                    1e4,
                    4096,
                    40,
                    10.472240810318025,
                    22.513440636877274,
                    11,
                    9,
                    3.281892356354578),
            yarn(
                    "mistral",
                    "Mistral, factor 8",
                    128,
                    1e4,
                    8192,
                    8,
                    25.76096155125975,
                    49.84336120437825,
                    26,
                    14,
                    1.2284951611987331));

    /**
     * A model with Llama 3's blend.
     *
     * @param id in names and in the file of frequencies
     * @param title for people
     * @param headDim d
     * @param factor s
     * @param kept pairs
     * @param divided pairs
     */
    private record Llama(String id, String title, int headDim, int factor, int kept, int divided) {
        Rope rope() {
            return new Rope(headDim, 500_000, Lengths.extended(8192, 8192 * factor));
        }

        String strategy() {
            return "llama3:factor=" + factor;
        }
    }

    private static final List<Llama> LLAMA = List.of(
            new Llama("llama-3.1", "Llama-3.1, factor 8", 128, 8, 29, 29),
            new Llama("llama-3.2-1b", "Llama-3.2-1B, factor 32", 64, 32, 15, 14),
            new Llama("llama-3.2-3b", "Llama-3.2-3B, factor 32", 128, 32, 29, 29));

    private static final int[] FACTORS = {2, 4, 8, 16, 32, 64, 128};
    private static final double[] AMPLITUDES = {
        1.0693147180559945,
        1.138629436111989,
        1.2079441541679836,
        1.2772588722239782,
        1.3465735902799727,
        1.4158883083359672,
        1.4852030263919618
    };

    private static Model yarn(
            String id,
            String title,
            int d,
            double base,
            int trained,
            int factor,
            double low,
            double high,
            int kept,
            int divided,
            double gap) {
        Rope rope = new Rope(d, base, Lengths.extended(trained, trained * factor));
        return new Model(id, title, rope, factor, low, high, kept, divided, gap);
    }

    @Override
    public Description description() {
        return new Description(
                "bands",
                "YaRN and Llama 3: kept, blended and divided pairs",
                "YaRN and Llama 3 keep the fast pairs, divide the slow ones by s and blend between, and YaRN's temperature "
                        + "is sqrt(1/t) = 0.1 ln s + 1.",
                List.of(
                        Publications.YARN.at(
                                "sections 3.2 and 3.4, definition 2; the authors' code",
                                Reading.COPY,
                                "text read in copies, ramp over the pair index read in public code"),
                        Citation.arxiv(
                                "grattafiori2024llama3",
                                "Aaron Grattafiori and others",
                                2024,
                                "The Llama 3 Herd of Models",
                                "2407.21783",
                                "the public reference code of Llama 3.1 (apply_scaling)",
                                Reading.QUOTED,
                                "the rule is read from public code; the paper's text was not searched for it")),
                "ω_i = θ_i/s·(1-γ_i) + θ_i·γ_i;  code: γ = 1 - clamp((i-low)/(high-low), 0, 1);  paper: γ = "
                        + "clamp((r-1)/(32-1), 0, 1), r = m_l·θ_i/2π;  Llama 3: γ = clamp((r-1)/(4-1), 0, 1)",
                "The strategies yarn, ntk_by_parts with ramp = rotations, and llama3; bands from the ratio ω/θ. Each "
                        + "frequency is compared with another implementation's, and the temperature on logits of random vectors.",
                """
                The paper's ramp is linear in the number of turns r that a pair makes within the trained length; the
                authors' code, and every engine, ramps linearly in the pair index i. As θ falls geometrically with i, these
                are different blends between the same ends: the three bands agree for every model above, the blended
                frequencies do not. Since r falls steeply at first, the paper divides most of the blended pairs almost
                fully; the code slows them less. Both are in the catalogue: `yarn` is the code's, `ntk_by_parts` with
                `ramp: rotations` the paper's.

                Temperature: cos and sin of queries and keys are both multiplied by A = 0.1 ln s + 1, so a logit is
                multiplied by A² and not by A.""",
                0.3);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (Model model : YARN) {
            published.add(computed(
                            model.id + "-low",
                            model.title + ": low end of the index ramp, unrounded",
                            "pairs",
                            model.low)
                    .withinShare(ULPS, ULPS_REASON));
            published.add(computed(
                            model.id + "-high",
                            model.title + ": high end of the index ramp, unrounded",
                            "pairs",
                            model.high)
                    .withinShare(ULPS, ULPS_REASON));
            for (String ramp : List.of("code", "paper")) {
                addBands(
                        published,
                        model.id + "-" + ramp,
                        model.title + ", " + ramp + "'s ramp",
                        model.kept,
                        model.divided);
                addDifference(published, model.id + "-" + ramp, model.title + ", " + ramp + "'s ramp");
            }
            published.add(computed(model.id + "-gap", model.title + ": largest ω(code)/ω(paper) - 1", "1", model.gap)
                    .within(1e-12, ULPS_REASON));
        }
        for (Llama llama : LLAMA) {
            addBands(published, llama.id, llama.title, llama.kept, llama.divided);
            addDifference(published, llama.id, llama.title);
        }
        for (int i = 0; i < FACTORS.length; i++) {
            published.add(computed("amplitude-s" + FACTORS[i], "A = sqrt(1/t) at s = " + FACTORS[i], "1", AMPLITUDES[i])
                    .withinShare(ULPS, ULPS_REASON));
        }
        published.add(printed("amplitude", "A = sqrt(1/t) at s = 8", "1", 1.208)
                .within(0.0005, "half a unit of the last printed digit"));
        published.add(computed(
                        "logits-s8",
                        "factor on the logits at s = 8, from logits of random vectors",
                        "1",
                        1.4591290795886054)
                .within(1e-12, "a quotient of sums of 128 products in double"));
        published.add(stated(
                        "logits-rest-s8",
                        "largest part of a logit that the factor does not explain, of the largest logit",
                        "1",
                        0)
                .within(1e-12, "sums of 128 products in double"));
        return published;
    }

    private static void addBands(List<Published> published, String id, String title, int kept, int divided) {
        published.add(
                computed(id + "-kept", title + ": pairs kept", "pairs", kept).exactly("a count"));
        published.add(computed(id + "-divided", title + ": pairs divided by s", "pairs", divided)
                .exactly("a count"));
    }

    private static void addDifference(List<Published> published, String id, String title) {
        published.add(stated(
                        id + "-frequencies",
                        title + ": largest relative difference from another implementation, all pairs",
                        "1",
                        0)
                .within(ULPS, ULPS_REASON));
    }

    @Override
    public Recomputed compute(Work work) throws IOException {
        PairFrequencies other =
                PairFrequencies.read(work.data().resolve("reproductions").resolve("bands.csv"));
        Recomputed recomputed = new Recomputed();
        DataTable.Rows rows = DataTable.titled("ratios", "Frequencies per pair by model and ramp")
                .column("model", "model and factor s")
                .column("ramp", "what the blend is linear in")
                .column("pair", "pair, from 0")
                .column("ratio", "ω/θ");
        for (Model model : YARN) {
            var exact = model.rope
                    .encode("yarn:truncate=false,factor=" + model.factor)
                    .trace()
                    .derived();
            recomputed.put(model.id + "-low", exact.get("ramp.low")).put(model.id + "-high", exact.get("ramp.high"));
            double gap = 0;
            for (int i = 0; i < model.code().pairs(); i++) {
                gap = Math.max(gap, model.code().omega(i) / model.paper().omega(i) - 1);
            }
            recomputed.put(model.id + "-gap", gap);
            put(recomputed, rows, model.id, "code", model.title, "yarn:factor=" + model.factor, model.rope, other);
            put(
                    recomputed,
                    rows,
                    model.id,
                    "paper",
                    model.title,
                    "ntk_by_parts:ramp=rotations,factor=" + model.factor,
                    model.rope,
                    other);
        }
        for (Llama llama : LLAMA) {
            put(recomputed, rows, llama.id, "", llama.title, llama.strategy(), llama.rope(), other);
        }
        temperature(recomputed);
        return recomputed.add(
                rows.table(),
                Chart.lines(
                                "ratios",
                                "Frequency ω of each pair relative to the unmodified θ: YaRN with the ramp over the pair index, as in every "
                                        + "implementation, and over turns within the trained length, as in the paper; Llama 3's blend in (g) to (i). "
                                        + "The two ramps are one where pairs are kept (1) or divided by the factor, and differ between. Models "
                                        + "with narrower heads have 32 pairs.",
                                "ratios",
                                new Axis("pair", "pair, fast to slow"),
                                new Axis("ratio", "frequency ratio ω/θ", Scale.LOG2),
                                "ramp")
                        .panels("model", 3));
    }

    private static void put(
            Recomputed recomputed,
            DataTable.Rows rows,
            String model,
            String ramp,
            String title,
            String strategy,
            Rope rope,
            PairFrequencies other) {
        String id = ramp.isEmpty() ? model : model + "-" + ramp;
        String name =
                switch (ramp) {
                    case "code" -> "pair index (code)";
                    case "paper" -> "turns (paper)";
                    default -> "Llama 3";
                };
        FrequencySchedule schedule = rope.frequencies(strategy);
        int kept = 0;
        int divided = 0;
        for (PairBand band : PairBand.of(rope.encode(strategy), rope.context())) {
            int pairs = band.last() - band.first() + 1;
            kept += band.treatment() == PairBand.Treatment.KEPT ? pairs : 0;
            divided += band.treatment() == PairBand.Treatment.INTERPOLATED ? pairs : 0;
        }
        recomputed.put(id + "-kept", kept).put(id + "-divided", divided);
        recomputed.put(id + "-frequencies", other.largestDifference(model, ramp.isEmpty() ? "llama3" : ramp, schedule));
        FrequencySchedule theta = rope.frequencies("none");
        for (int i = 0; i < schedule.pairs(); i++) {
            rows.row(title, name, i, schedule.omega(i) / theta.omega(i));
        }
    }

    /** Amplitudes, and how the logits of 64 random tokens grow with and without them. */
    private static void temperature(Recomputed recomputed) {
        for (int s : FACTORS) {
            recomputed.put(
                    "amplitude-s" + s, llama2(s).encode("yarn").attention().amplitude());
        }
        Rope rope = llama2(8);
        recomputed.put("amplitude", rope.encode("yarn").attention().amplitude());
        double[] with = logits(rope, "yarn");
        double[] without = logits(rope, "yarn:attention_factor=1");
        double product = 0;
        double square = 0;
        double largest = 0;
        for (int i = 0; i < with.length; i++) {
            product += with[i] * without[i];
            square += without[i] * without[i];
            largest = Math.max(largest, Math.abs(with[i]));
        }
        double rest = 0;
        for (int i = 0; i < with.length; i++) {
            rest = Math.max(rest, Math.abs(with[i] - product / square * without[i]));
        }
        recomputed.put("logits-s8", product / square).put("logits-rest-s8", rest / largest);
    }

    private static Rope llama2(int factor) {
        return new Rope(128, 10_000, Lengths.extended(4096, 4096 * factor));
    }

    private static double[] logits(Rope rope, String strategy) {
        int tokens = 64;
        Gaussian gaussian = Streams.root(0).child("bands").gaussian();
        double[] q = new double[tokens * rope.headDim()];
        double[] k = new double[q.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = gaussian.next();
            k[i] = gaussian.next();
        }
        double[] last = new double[tokens];
        new EncodedLogits(rope.encode(strategy), rope.context(), Arithmetic.F64, q, k).row(tokens - 1, last);
        return last;
    }
}
