package io.github.ropelab.experiments.reproduction.frequency;

import static io.github.ropelab.experiments.published.Published.computed;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.NeighbourRatio;
import io.github.ropelab.experiments.metric.NeighbourResolution;
import io.github.ropelab.experiments.metric.PhaseCoverage;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Origin;
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

/** YaRN, section 3: which angles an extension shows for the first time, and how near it brings neighbours. */
public final class PhaseCoverageResult implements Reproduction {
    private static final double ROUNDING = 1e-12;

    /** The base of ABF, arXiv 2309.16039. */
    private static final double ENLARGED = 500_000;

    /** Faster pairs than this many turns in the trained length are not interpolated by YaRN. */
    private static final double FAST = 32;

    /**
     * A model and its extension.
     *
     * @param id in names
     * @param words for people
     * @param headDim d
     * @param base b
     * @param trained L, tokens
     * @param factor s
     */
    private record Model(String id, String words, int headDim, double base, int trained, int factor) {
        Rope rope(double withBase) {
            int target = trained * factor;
            return new Rope(headDim, withBase, new Lengths(trained, target, target));
        }

        Map<String, PositionEncoding> strategies() {
            Map<String, PositionEncoding> strategies = new LinkedHashMap<>();
            strategies.put("base", rope(base).encode("none"));
            strategies.put("pi", rope(base).encode("linear:factor=" + factor));
            strategies.put("ntk", rope(base).encode("ntk_aware:factor=" + factor));
            strategies.put("yarn", rope(base).encode("yarn:factor=" + factor));
            if (base != ENLARGED) {
                strategies.put("abf5e5", rope(ENLARGED).encode("none"));
            }
            return strategies;
        }
    }

    private static final Model LLAMA2 = new Model("d128", "d = 128, b = 10,000, L = 4096, s = 8", 128, 10_000, 4096, 8);
    private static final Model SMALL = new Model("d64", "d = 64, b = 500,000, L = 8192, s = 32", 64, 500_000, 8192, 32);

    /** Model, strategy, sum of squared distances, that of pair 0, pairs beyond, mean closed form, mean count of wrapped angles. */
    private static final String NUMPY = """
            d128 base 3.812632388464751 0.9193953882637205 18 0.24610126041444136 0.17688703536987305
            d128 pi 0.06242709509784472 0.015604665541341989 18 6.0083315530871234e-05 6.008148193359375e-05
            d128 ntk 3.195468844880748 0.9193953882637205 18 0.06572216697702557 0.0559535026550293
            d128 yarn 3.8103814945987424 0.9193953882637205 18 6.0083315530871234e-05 6.008148193359375e-05
            d128 abf5e5 2.8276193062696784 0.9193953882637205 0 0.0 0.0
            d64 base 1.686488897413251 0.9193953882637205 14 0.42382974178215704 0.3557744026184082
            d64 pi 0.001744905380561823 0.0009764830297271931 14 5.173702902613181e-05 5.173683166503906e-05
            d64 ntk 1.451254576231548 0.9193953882637205 14 0.20385141961399175 0.17019116878509521
            d64 yarn 1.6863264897971557 0.9193953882637205 14 5.173702902613181e-05 5.173683166503906e-05
            """;

    @Override
    public Description description() {
        return new Description(
                "phase-coverage",
                "New angles against near neighbours",
                "Slow pairs never turn once in the trained length, so that longer texts show them new angles; dividing every frequency "
                        + "avoids that but brings neighbours together, NTK-aware scaling still goes out of bounds, and YaRN does neither.",
                List.of(
                        Publications.YARN.at(
                                "sections 3.1 and 3.2",
                                Reading.COPY,
                                "both sections read in a verbatim copy; they print no numbers for this, which NumPy gave"),
                        Publications.SCALING_LAWS.at(
                                "critical dimension: 92 dimensions of Llama 2 are trained over a full turn, the last 36 are not",
                                Reading.QUOTED,
                                "a verbatim quotation of the sentence")),
                "coverage_j = min(1, (L-1)·θ_j/2π);  beyond_j = max(0, 1 - (L-1)·θ_j/((L'-1)·ω_j)) where coverage_j < 1;  "
                        + "neighbours: Σ_j 2(1 - cos ω_j)",
                "The metrics phase-coverage, neighbour-resolution and neighbour-resolution-ratio of the strategies' encodings, all "
                        + "distances below L' = s·L counted; the closed form from the frequencies alone.",
                """
                **Two readings of a new angle.** As it is (370 degrees is beyond 300), or modulo a turn (370 is 10, which was
                seen). The closed form counts the first; a pair that turns over in the longer text has fewer new angles by the
                second. The count of the first differs from the closed form by less than one distance.

                **Interpolation is not quite inside.** The last distance of the longer text is L' - 1 = sL - 1, which becomes
                L - 1/s: above the largest trained distance L - 1. The last s - 1 distances of every slow pair are new, 6·10⁻⁵ of
                all cells. Aligned corners, (L-1)/(L'-1), leave none.

                **NTK-aware scaling goes out of bounds.** With θ_j/ω_j = s^(2j/(d-2)), only the last pair is divided by s. The
                fastest pair that never turned in training (j = 46 at d = 128) is divided by 8^(92/126) = 4.56 alone: up to 4.56·L
                no slow pair is out of bounds, beyond it some are. For a true factor of 8 the parameter must be 8^(126/92) =
                17.3: "the scale has to be set higher than the expected scale".

                **Near neighbours.** A small angle turns a vector by a distance in proportion to it: interpolation by s divides the squared
                distance of neighbours by about s² in every pair. YaRN leaves the pairs with more than 32 turns as they are, and they
                hold nearly all of the sum.
                """,
                1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        published.add(Published.printed(
                        "trained-dims", "dimensions of Llama 2 with a full turn in 4096 tokens", "dimensions", 92)
                .exactly("a count"));
        published.add(Published.printed("untrained-dims", "dimensions of Llama 2 without one", "dimensions", 36)
                .exactly("a count"));
        for (String line : NUMPY.strip().split("\n")) {
            String[] cells = line.split(" ");
            Model model = cells[0].equals("d128") ? LLAMA2 : SMALL;
            String of = "-" + cells[0] + "-" + cells[1];
            String words = ", " + cells[1] + ", " + model.words();
            published.add(number("neighbours" + of, "squared distance of neighbours" + words, "1", cells[2])
                    .within(ROUNDING, "a double sum over pairs"));
            published.add(number("pair-0" + of, "squared distance of neighbours in pair 0" + words, "1", cells[3])
                    .within(ROUNDING, "one double term"));
            published.add(number("pairs-beyond" + of, "pairs with a new angle" + words, "pairs", cells[4])
                    .exactly("a count"));
            published.add(number("beyond" + of, "mean share of new angles, closed form" + words, "share", cells[5])
                    .within(ROUNDING, "a double sum over pairs"));
            published.add(
                    number("wrapped" + of, "mean share of new angles modulo a turn, counted" + words, "share", cells[6])
                            .within(
                                    1.0 / model.headDim() / (model.trained() * model.factor()),
                                    "half a count: one distance of one pair is twice as much"));
        }
        published.add(Published.range(
                "largest-gap",
                "largest difference of count and closed form over pairs, angles as they are",
                "share",
                Origin.STATEMENT,
                0,
                1.0 / (LLAMA2.trained() * LLAMA2.factor()),
                "less than one distance of the longer text"));
        published.add(Published.stated(
                        "yarn-kept",
                        "pairs that YaRN leaves as they are, of those with more than 32 turns, " + LLAMA2.words(),
                        "share",
                        1)
                .exactly("all of them, with the same frequency"));
        for (String strategy : List.of("pi", "ntk")) {
            published.add(Published.stated(
                            "not-nearer-" + strategy,
                            "pairs but the first whose neighbours do not come nearer under " + words(strategy),
                            "pairs",
                            0)
                    .exactly("all tokens become closer to each other"));
        }
        published.add(Published.stated(
                        "ntk-true-scale",
                        "longest length within bounds under NTK-aware scaling by 8, over the trained length",
                        "1",
                        StrictMath.pow(8, 92.0 / 126))
                .within(1e-12, "powers in double precision"));
        published.add(Published.range(
                "ntk-needed-scale",
                "factor for NTK-aware scaling with a true scale of 8",
                "1",
                Origin.STATEMENT,
                Math.nextUp(8.0),
                64,
                "higher than the expected scale, and below its square"));
        published.add(Published.stated("ntk-needed-works", "true scale under that factor", "1", 8)
                .within(1e-12, "powers in double precision"));
        return published;
    }

    private static Published.Number number(String name, String quantity, String unit, String value) {
        return computed(name, quantity, unit, Double.parseDouble(value));
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        DataTable.Rows rows = DataTable.titled("pairs", "New angles and near neighbours by pair")
                .column("model", "model and extension")
                .column("strategy", "strategy")
                .column("pair", "pair, from 0")
                .column("coverage", "coverage of a turn in the trained length")
                .column("beyond", "share of new angles as they are")
                .column("wrapped", "share of new angles modulo a turn")
                .column("ratio", "squared distance of neighbours over that of the base");
        double gap = 0;
        for (Model model : List.of(LLAMA2, SMALL)) {
            RopeContext context = model.rope(model.base()).context();
            for (Map.Entry<String, PositionEncoding> strategy :
                    model.strategies().entrySet()) {
                gap = Math.max(gap, add(recomputed, rows, model, context, strategy.getKey(), strategy.getValue()));
            }
        }
        recomputed.put("largest-gap", gap);
        statements(recomputed);
        return recomputed.add(
                rows.table(),
                Chart.lines(
                                "beyond",
                                "Share of the distances of the longer text, s·L tokens, whose angle is above all trained ones, by pair. Only pairs "
                                        + "that never turn once in the trained length L have such. Position interpolation, YaRN and in (a) the base "
                                        + "500,000 lie upon one another, at 0 or too little above it to be seen; (b) has 32 pairs and that base already.",
                                "pairs",
                                new Axis("pair", "pair, fast to slow"),
                                new Axis("beyond", "share of new angles"),
                                "strategy")
                        .panels("model", 2),
                Chart.lines(
                                "neighbours",
                                "Squared distance of a token's rotation from its neighbour's, over that of plain RoPE, by pair: below 1 neighbours "
                                        + "come together. Interpolation by s divides it by s² in every pair, YaRN and NTK-aware scaling in the "
                                        + "slowest only.",
                                "pairs",
                                new Axis("pair", "pair, fast to slow"),
                                new Axis("ratio", "squared distance over RoPE's", Scale.LOG10),
                                "strategy")
                        .panels("model", 2));
    }

    private static String words(String strategy) {
        return switch (strategy) {
            case "base" -> "RoPE";
            case "pi" -> "position interpolation";
            case "ntk" -> "NTK-aware scaling";
            case "yarn" -> "YaRN";
            case "abf5e5" -> "base 500,000";
            default -> throw new IllegalArgumentException(strategy);
        };
    }

    /** Returns the largest gap between count and closed form. */
    private static double add(
            Recomputed recomputed,
            DataTable.Rows rows,
            Model model,
            RopeContext context,
            String name,
            PositionEncoding encoding) {
        int pairs = encoding.frequencies().pairs();
        List<Measurement> phases = new PhaseCoverage().measure(encoding, context);
        List<Measurement> neighbours = new NeighbourResolution().measure(encoding, context);
        double[] counted = ofPairs(phases, "beyond_range", pairs);
        double[] coverage = ofPairs(phases, "trained_coverage", pairs);
        double[] wrapped = ofPairs(phases, "beyond_wrapped", pairs);
        double[] ratio = ofPairs(new NeighbourRatio().measure(encoding, context), "pair", pairs);
        double sum = 0;
        double gap = 0;
        for (int j = 0; j < pairs; j++) {
            double closed = coverage[j] == 1 ? 0 : closed(context, encoding.frequencies(), j);
            sum += closed / pairs;
            gap = Math.max(gap, Math.abs(closed - counted[j]));
            rows.row(model.words(), words(name), j, coverage[j], counted[j], wrapped[j], ratio[j]);
        }
        String of = "-" + model.id() + "-" + name;
        recomputed
                .put("neighbours" + of, value(neighbours, "sum"))
                .put("pair-0" + of, ofPairs(neighbours, "pair", pairs)[0])
                .put("pairs-beyond" + of, value(phases, "pairs_beyond_range") * pairs)
                .put("beyond" + of, sum)
                .put("wrapped" + of, value(phases, "mean_beyond_wrapped"));
        if (model.equals(LLAMA2) && name.equals("base")) {
            double untrained = 2 * value(phases, "pairs_beyond_range") * pairs;
            recomputed.put("untrained-dims", untrained).put("trained-dims", model.headDim() - untrained);
        }
        return gap;
    }

    private static double closed(RopeContext context, FrequencySchedule frequencies, int pair) {
        double trained =
                (context.lengths().trained() - 1) * context.baseFrequencies().omega(pair);
        return Math.max(0, 1 - trained / ((context.lengths().current() - 1) * frequencies.omega(pair)));
    }

    private static void statements(Recomputed recomputed) {
        RopeContext context = LLAMA2.rope(LLAMA2.base()).context();
        FrequencySchedule base = context.baseFrequencies();
        Map<String, PositionEncoding> strategies = LLAMA2.strategies();
        FrequencySchedule yarn = strategies.get("yarn").frequencies();
        int fast = 0;
        int kept = 0;
        for (int j = 0; j < base.pairs(); j++) {
            if (LLAMA2.trained() * base.omega(j) / (2 * Math.PI) > FAST) {
                fast++;
                kept += yarn.omega(j) == base.omega(j) ? 1 : 0;
            }
        }
        recomputed.put("yarn-kept", (double) kept / fast);
        for (String strategy : List.of("pi", "ntk")) {
            double[] ratio =
                    ofPairs(new NeighbourRatio().measure(strategies.get(strategy), context), "pair", base.pairs());
            int not = 0;
            for (int j = 1; j < ratio.length; j++) {
                not += ratio[j] >= 1 ? 1 : 0;
            }
            recomputed.put("not-nearer-" + strategy, not);
        }
        double reached = trueScale(base, strategies.get("ntk").frequencies());
        double needed = StrictMath.pow(LLAMA2.factor(), StrictMath.log(LLAMA2.factor()) / StrictMath.log(reached));
        FrequencySchedule higher =
                LLAMA2.rope(LLAMA2.base()).encode("ntk_aware:factor=" + needed).frequencies();
        recomputed
                .put("ntk-true-scale", reached)
                .put("ntk-needed-scale", needed)
                .put("ntk-needed-works", trueScale(base, higher));
    }

    /** The least factor by which a pair without a full turn is slowed. */
    private static double trueScale(FrequencySchedule base, FrequencySchedule strategy) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < base.pairs(); j++) {
            if ((LLAMA2.trained() - 1) * base.omega(j) < 2 * Math.PI) {
                least = Math.min(least, base.omega(j) / strategy.omega(j));
            }
        }
        return least;
    }

    private static double[] ofPairs(List<Measurement> measurements, String statistic, int pairs) {
        double[] values = new double[pairs];
        for (Measurement measurement : measurements) {
            if (measurement.statistic().equals(statistic)) {
                values[measurement.bucket().from()] = measurement.value().orElseThrow();
            }
        }
        return values;
    }

    private static double value(List<Measurement> measurements, String statistic) {
        return measurements.stream()
                .filter(measurement -> measurement.statistic().equals(statistic))
                .mapToDouble(measurement -> measurement.value().orElseThrow())
                .findFirst()
                .orElseThrow();
    }
}
