package io.github.ropelab.experiments.reproduction.attention;

import static io.github.ropelab.experiments.published.Published.computed;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.IndependentScores;
import io.github.ropelab.experiments.expectation.LargeRows;
import io.github.ropelab.experiments.expectation.MeanAbsoluteDifference;
import io.github.ropelab.experiments.expectation.ScoreTerms;
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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The drift of drawn scores against closed forms, and the closed forms against a second implementation. */
public final class DriftOracle implements Reproduction {
    private static final int WIDTH = 128;
    private static final int TRAINED = 2048;
    private static final int TARGET = 8192;
    private static final double BASE = 10_000;
    private static final int TOP = 20;

    /** Both are double sums over 64 pairs, and quadratures in different variables. */
    private static final double ROUNDING = 1e-9;

    /** Strategy, distance, mean square, mean absolute value, correlation. */
    private static final String MOMENTS = """
            pi 1 0.03421328005467557 0.14511698923717445 0.9828933599726623
            pi 16 0.6755816782220546 0.6506114031672317 0.6622091608889726
            pi 256 1.2881262035186474 0.9016319862182762 0.3559368982406763
            pi 2047 1.7073979050273327 1.0392542090885664 0.14630104748633357
            pi 8191 1.9380886493934124 1.1076348222783463 0.03095567530329373
            ntk 1 0.0005112455210591858 0.01791197749274754 0.9997443772394704
            ntk 16 0.12570938125965977 0.2809017897542444 0.93714530937017
            ntk 256 1.0659373051245895 0.8196970331368645 0.46703134743770525
            ntk 2047 1.8472085453941827 1.0808996067004428 0.07639572730290879
            ntk 8191 1.7930401750836307 1.064865209570799 0.10347991245818468
            yarn-nofactor 1 1.172269324031458e-05 0.0027134058058429452 0.9999941386533797
            yarn-nofactor 16 0.0029983972203029945 0.04339567581785933 0.9985008013898484
            yarn-nofactor 256 0.6132159654103162 0.6208935580187068 0.6933920172948419
            yarn-nofactor 2047 1.2757256550941447 0.8970849183026227 0.36213717245292765
            yarn-nofactor 8191 1.4597448196545109 0.9604011230693211 0.27012759017274457
            yarn 1 0.08791380545037028 0.2361132604458752 0.9999941386533797
            yarn 16 0.09178596025963123 0.24125495097015484 0.9985008013898484
            yarn 256 0.8829189980085752 0.7456453969410157 0.6933920172948419
            yarn 2047 1.7418475681779437 1.0485115785223547 0.36213717245292765
            yarn 8191 1.9804241812611856 1.1188232892179253 0.27012759017274457
            abf5e5 1 0.0028320323338315405 0.04212674035131043 0.9985839838330842
            abf5e5 16 0.5656765494648716 0.5957649497922205 0.7171617252675642
            abf5e5 256 1.2722143511371948 0.8960040574911597 0.36389282443140264
            abf5e5 2047 1.7276952309643607 1.0453958509089423 0.13615238451781958
            abf5e5 8191 1.9736209577446813 1.1176093835311436 0.013189521127659365
            """;

    private static final List<String> MOMENT_NAMES = List.of("mean-square", "mean-absolute", "correlation");

    /** Strategy, KL, JS, TV, entropy change, Spearman, top-20 overlap. */
    private static final String ROWS = """
            pi 0.758862827873751 0.1594475257848084 0.4598709361493584 0 0.23137823644866756 0.05074614697553594
            ntk 0.7256675069083025 0.15329339373239473 0.4492780487231303 0 0.2636733694190372 0.06298826111211935
            yarn-nofactor 0.4929334464716941 0.108623413721992 0.36866148839598956 0 0.49178984400344145 0.1711262271960392
            yarn 0.6830261759467966 0.1444250633863733 0.4304831904256926 -0.3404262964048518 0.49178984400344145 0.1711262271960392
            abf5e5 0.7676982584364029 0.16090380712666075 0.46179790959680117 0 0.22294825704233895 0.05014171790243874
            """;

    private static final List<String> ROW_NAMES = List.of("kl", "js", "tv", "entropy-change", "spearman", "top-20");

    @Override
    public Description description() {
        return new Description(
                "drift-oracle",
                "Drift of scores against closed forms",
                "For independent normal queries and keys the difference of two encodings' scores has closed moments in the "
                        + "differences of their phases, and drawn vectors scatter about them as chance wants, no more and no less.",
                List.of(Publications.BASE_BOUNDS_LENGTH.at(
                        "the sum over cosines of all pairs, here of differences of phases",
                        Reading.QUOTED,
                        "abstract read, the sum from a post that quotes it; the moments themselves are derived in this project and "
                                + "no publication prints them")),
                "E (s'-s)² = (2/d) Σ w_j²,  w_j² = c² + c'² - 2cc'·cos δ_j,  E|s'-s| = (2/(π√d)) ∫ (1 - Π 1/(1+w_j²t²)) t^-2 dt,  "
                        + "corr(s, s') = (2/d) Σ cos δ_j,  δ_j = Δ(ω'_j - θ_j)",
                "d = 128, b = 10,000, trained length 2048, factor 4, plain RoPE at the same distance as the reference. Closed forms "
                        + "against NumPy; then at 100 distances from 1 to 8191 and for five strategies 200 drawn pairs each, scored by the "
                        + "double kernel: one z-score per estimate, with the standard error of the closed form. Rows: one query, "
                        + "2048 keys, limit of many keys.",
                """
                q_j·conj(k_j) is isotropic and its real part is Laplace(0, 1), of variance 2 and fourth cumulant 12. A score is
                a sum of independent Laplace values with the scales |z_j|/√d, and so is a difference of scores, with the scales
                w_j/√d. Its moments follow, among them the standard errors of the estimates here: Var (s'-s)² = (2 + κ)·τ⁴ with
                κ = 3·Σw_j⁴/(Σw_j²)², and Var |s'-s| = τ² - (E|s'-s|)².

                Each estimate has vectors of its own, so the z-scores are independent, and their largest, their share beyond 2 and
                their mean square have known laws. Both ends of the intervals count: estimates that lie too close to the closed
                form did not come from independent draws. A control holds YaRN's estimates against the form with the attention
                factor taken once where it enters squared (on the query and on the key); the check must reject it.

                Keys that correlate with their queries, k = ρq + √(1-ρ²)·n, have a mean score, and a difference of scores has the mean
                (2ρ/√d)·Σ Re (z'_j - z_j). For one given query the difference is exactly normal with the variance
                (1/d)·Σ |q_j|²·w_j². Both are compared with NumPy and with draws of their own, at every second of the distances.

                Independent vectors are an oracle for code and no proxy for a model. With them a strategy without a temperature has
                the same law of scores as plain RoPE; only comparisons of two encodings see it.
                """,
                2);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (String line : MOMENTS.strip().split("\n")) {
            String[] cells = line.split(" ");
            for (int i = 0; i < MOMENT_NAMES.size(); i++) {
                published.add(number(
                                MOMENT_NAMES.get(i),
                                cells[0] + "-" + cells[1],
                                words(cells[0]) + " at distance " + cells[1])
                        .apply(cells[i + 2]));
            }
        }
        for (String line : ROWS.strip().split("\n")) {
            String[] cells = line.split(" ");
            for (int i = 0; i < ROW_NAMES.size(); i++) {
                published.add(number(ROW_NAMES.get(i), cells[0], words(cells[0]) + " over a row of 2048 keys")
                        .apply(cells[i + 1]));
            }
        }
        int estimates = DriftDraws.distances().size() * strategies().size();
        for (DriftDraws.Statistic statistic : DriftDraws.Statistic.values()) {
            published.addAll(Scatter.expected(statistic.words(), statistic.id(), estimates));
        }
        published.addAll(DependentScores.published(strategies().keySet()));
        published.add(Published.range(
                "control",
                "mean of z² of YaRN's mean squares against the form with the factor taken once",
                "1",
                Origin.STATEMENT,
                25,
                1e5,
                "a wrong form must stand out: 25 times the scatter of a right one at least"));
        return published;
    }

    private static Function<String, Published> number(String name, String of, String words) {
        return value -> computed(name + "-" + of, name.replace('-', ' ') + ", " + words, "1", Double.parseDouble(value))
                .within(
                        ROUNDING
                                * Math.max(
                                        Math.abs(Double.parseDouble(value)), 1e-3 * (name.startsWith("mean") ? 0 : 1)),
                        "two double implementations; a share of 1e-9, of 0.001 at least where the value may be 0");
    }

    static RopeContext context(int current) {
        return new Rope(WIDTH, BASE, new Lengths(TRAINED, TARGET, current)).context();
    }

    static PositionEncoding encode(double base, String strategy, int current) {
        return new Rope(WIDTH, base, new Lengths(TRAINED, TARGET, current)).encode(strategy);
    }

    /** The strategies at a current length, by their names here. */
    static Map<String, PositionEncoding> strategies(int current) {
        Map<String, PositionEncoding> strategies = new LinkedHashMap<>();
        strategies.put("pi", encode(BASE, "linear:factor=4", current));
        strategies.put("ntk", encode(BASE, "ntk_aware:factor=4", current));
        strategies.put("yarn-nofactor", encode(BASE, "yarn:factor=4,attention_factor=1", current));
        strategies.put("yarn", encode(BASE, "yarn:factor=4", current));
        strategies.put("abf5e5", encode(500_000, "none", current));
        return strategies;
    }

    /** What people call a strategy. */
    static String words(String strategy) {
        return switch (strategy) {
            case "pi" -> "position interpolation";
            case "ntk" -> "NTK-aware scaling";
            case "yarn-nofactor" -> "YaRN without temperature";
            case "yarn" -> "YaRN";
            case "abf5e5" -> "base 500,000";
            default -> throw new IllegalArgumentException(strategy);
        };
    }

    private static Map<String, PositionEncoding> strategies() {
        return strategies(TARGET);
    }

    @Override
    public Recomputed compute(Work work) {
        Recomputed recomputed = new Recomputed();
        RopeContext context = context(TARGET);
        PositionEncoding reference = encode(BASE, "none", TARGET);
        Map<String, PositionEncoding> strategies = strategies();
        for (String line : MOMENTS.strip().split("\n")) {
            String[] cells = line.split(" ");
            ScoreTerms terms =
                    ScoreTerms.of(reference, strategies.get(cells[0]), context, Integer.parseInt(cells[1]), 0);
            String of = "-" + cells[0] + "-" + cells[1];
            recomputed
                    .put("mean-square" + of, IndependentScores.meanSquareDifference(terms))
                    .put("mean-absolute" + of, MeanAbsoluteDifference.exact(terms))
                    .put("correlation" + of, IndependentScores.correlation(terms));
        }
        rows(recomputed);
        new DriftDraws(context, reference, strategies).addTo(recomputed, work);
        new DependentScores(context, reference, strategies).addTo(recomputed);
        return recomputed;
    }

    /** Rows of the trained length; Jensen-Shannon and the overlap at 257 even distances, as NumPy did. */
    private static void rows(Recomputed recomputed) {
        RopeContext context = context(TRAINED);
        PositionEncoding reference = encode(BASE, "none", TRAINED);
        int[] all = IntStream.range(0, TRAINED).toArray();
        int[] some = IntStream.range(0, 257).map(i -> i * (TRAINED - 1) / 256).toArray();
        strategies(TRAINED).forEach((name, encoding) -> {
            ScoreTerms[] terms = new ScoreTerms[TRAINED];
            for (int distance : all) {
                terms[distance] = ScoreTerms.of(reference, encoding, context, distance, 0);
            }
            recomputed
                    .put("kl-" + name, mean(terms, all, LargeRows::kl))
                    .put("js-" + name, mean(terms, some, LargeRows::jensenShannon))
                    .put("tv-" + name, mean(terms, all, LargeRows::totalVariation))
                    .put("entropy-change-" + name, mean(terms, all, LargeRows::entropyChange))
                    .put("spearman-" + name, mean(terms, all, LargeRows::spearman))
                    .put("top-20-" + name, mean(terms, some, t -> LargeRows.topOverlap(t, (double) TOP / TRAINED)));
        });
    }

    private static double mean(ScoreTerms[] terms, int[] distances, ToDoubleFunction<ScoreTerms> form) {
        double sum = 0;
        for (int distance : distances) {
            sum += form.applyAsDouble(terms[distance]);
        }
        return sum / distances.length;
    }
}
