package io.github.ropelab.experiments.reproduction.attention;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.printed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.DistanceCurve;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;

/** Round and Round We Go: what the fast and the slow pairs of RoPE are good for. */
public final class RopeFrequencyUsage implements Reproduction {
    private static final int WIDTH = 128;
    private static final int DISTANCES = 4096;
    private static final int QUERIES = 20;
    private static final int[] WISHED = {0, 1, 2, 7, 100, 1000, 4095};
    private static final double[] EPSILONS = {0.1, 0.01, 0.0001};
    private static final Streams STREAM = Streams.root(241_006_205).child("rope-frequency-usage");

    @Override
    public Description description() {
        return new Description(
                "rope-frequency-usage",
                "Round and Round We Go: the use of frequencies",
                "RoPE does not make scores decay by itself, fast pairs give heads of a position as sharp as wanted, and trained heads put "
                        + "most of their norm into slow pairs.",
                List.of(Citation.arxiv(
                        "barbero2024round",
                        "Federico Barbero and Alex Vitvitskyi and Christos Perivolaropoulos and Razvan Pascanu and Petar Veličković",
                        2024,
                        "Round and Round We Go! What makes Rotary Positional Encodings useful?",
                        "2410.06205",
                        "propositions 3.1 and 3.2, section 4 with figure 3, theorem 5.3",
                        Reading.QUOTED,
                        "abstract read; propositions and section 4 as notes with page numbers quote them")),
                "3.1: k = R^r·q has its largest score at distance r;  3.2: E[qᵀR^r·k] = 0 for q, k ~ N(0, I);  5.3: α_ii > 1-ε with "
                        + "q = k = ψ, α_i,i-1 > 1-ε with k = ρ·ψ;  section 4: mean over tokens of |x^(j)|, the 2-norm of pair j",
                "3.1 on 20 drawn queries over all distances below 4096; 3.2 on 20,000 drawn pairs; 5.3 through the attention kernel on "
                        + "1024 tokens, with the norm that the gap between the best and the second-best distance asks for (d = 128, "
                        + "b = 10,000). Section 4 on the real capture: 12 query and 4 key heads of SmolLM2-135M, 2048 tokens of text.",
                """
                **Section 4 is about Gemma 7B; here it is asked of another model**, SmolLM2-135M (b = 100,000), so it is a test of how
                far the claim carries. What carries: the pair of the largest mean norm is in the slower half in every query and
                key head, the slower half has 1.6 times the norm of the faster one in queries and 1.4 times in keys, and values
                have no such preference (0.94). What does not: Gemma prefers the lowest frequencies at every layer. Here the peak of 9 of the
                12 query heads is pair 22 to 25 of 32, 1.2 to 3.7·10^-4 radians per token, and not the slowest pair; and in layer 10,
                one of the four, the faster half has as much norm. None of these pairs ends one turn in the 8192 tokens of training.

                **How sharp a head of a position is depends on the other pairs.** The paper's construction uses one frequency. At g = 1
                the distance 710 is a rival: 710 = 113·2π + 6·10^-5, so cos 710 = 1 - 2·10^-9, and a head that must tell them apart needs
                a squared norm in the billions. "As sharp as wanted" is true, but only on paper. With all 64 pairs the nearest
                rival is the neighbour at 1 - 0.0298, and a logit gap of 11.5 gives α > 0.99 on 1024 tokens.

                In 3.1 the distances are whole tokens and the query has no pair of norm 0.
                """,
                1.5);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        published.add(stated("maximal-elsewhere", "scores of k = R^r·q that are not largest at r (3.1)", "curves", 0)
                .exactly("a count of " + QUERIES + " queries at " + WISHED.length + " distances"));
        published.add(Published.range(
                "gaussian-mean",
                "largest |mean|/standard error of a score over eight distances (3.2)",
                "standard errors",
                Origin.STATEMENT,
                0,
                4,
                "the mean is 0; eight distances exceed 4 by chance once in two thousand times"));
        published.add(Published.range(
                "gaussian-variance",
                "largest |variance/128 - 1| of a score over eight distances (3.2)",
                "1",
                Origin.STATEMENT,
                0,
                0.05,
                "the variance is d at every distance; four standard errors of 20,000 draws are 0.041"));
        published.add(Published.range(
                "constant-decay",
                "mean score over distances 1000 to 2000 over that at 0, all components 1",
                "1",
                Origin.STATEMENT,
                0,
                0.2,
                "constant vectors do seem to decay, by eye"));
        for (double epsilon : EPSILONS) {
            published.add(stated("diagonal-" + name(epsilon), "rows with α_ii < 1 - " + epsilon + " (5.3)", "rows", 0)
                    .exactly("a count of 1024 rows"));
            published.add(
                    stated("previous-" + name(epsilon), "rows with α_i,i-1 < 1 - " + epsilon + " (5.3)", "rows", 0)
                            .exactly("a count of 1023 rows"));
        }
        published.add(computed(
                        "rival-one-pair",
                        "1 - cos of the distance below 4096 nearest to a whole turn, g = 1",
                        "1",
                        1.8173640789234052e-9)
                .withinShare(1e-6, "double precision of cos near 1"));
        published.add(computed("rival-distance", "that distance", "tokens", 710).exactly("a distance"));
        published.add(computed(
                        "rival-all-pairs", "1 - mean cos of the nearest rival, all 64 pairs", "1", 0.029786190534880852)
                .within(1e-9, "double precision"));
        published.add(printed("gemma-band", "frequency at which Gemma's bands start, 10,000^-0.8", "rad/token", 0.0006)
                .within(0.00005, "printed to one digit"));
        published.add(printed("gemma-channel", "g_119 of Gemma 7B, d = 256", "rad/token", 0.0002)
                .within(0.00005, "printed to one digit"));
        published.add(computed(
                        "query-heads-slow",
                        "query heads of SmolLM2 with the largest mean norm in the slower half",
                        "heads of 12",
                        12)
                .exactly("a count"));
        published.add(
                computed("key-heads-slow", "key heads with the largest mean norm in the slower half", "heads of 4", 4)
                        .exactly("a count"));
        published.add(
                computed("query-layers-slow", "layers whose query norm is larger in the slower half", "layers of 4", 3)
                        .exactly("a count"));
        published.add(computed("query-slow-share", "mean query norm, slower over faster half", "1", 1.5895011456194148)
                .within(1e-9, "two programs in double precision, the same 16-bit input"));
        published.add(computed("key-slow-share", "mean key norm, slower over faster half", "1", 1.4006366234008647)
                .within(1e-9, "two programs in double precision, the same 16-bit input"));
        published.add(computed("value-slow-share", "mean value norm, second over first half", "1", 0.9390607670070215)
                .within(1e-9, "two programs in double precision, the same 16-bit input"));
        return published;
    }

    private static String name(double epsilon) {
        return epsilon == 0.1 ? "1e-1" : epsilon == 0.01 ? "1e-2" : "1e-4";
    }

    @Override
    public Recomputed compute(Work work) {
        Rope rope = new Rope(WIDTH, 10_000, Lengths.trained(DISTANCES));
        FrequencySchedule theta = rope.frequencies("none");
        Recomputed recomputed = new Recomputed().put("maximal-elsewhere", elsewhere(theta, work.threads()));
        DataTable decay =
                DrawnScores.compared(recomputed, theta, STREAM.child("pairs").gaussian(), work.threads());
        PositionHeads heads = new PositionHeads(rope, 1024);
        for (double epsilon : EPSILONS) {
            recomputed
                    .put("diagonal-" + name(epsilon), heads.blurred(0, epsilon))
                    .put("previous-" + name(epsilon), heads.blurred(1, epsilon));
        }
        rivals(recomputed, theta, work.threads());
        recomputed
                .put("gemma-band", StrictMath.pow(10_000, -0.8))
                .put(
                        "gemma-channel",
                        new Rope(256, 10_000, Lengths.trained(8192))
                                .frequencies("none")
                                .omega(118));
        DataTable usage = FrequencyNorms.of(work.captures()).put(recomputed).table();
        return recomputed
                .add(decay)
                .add(
                        usage,
                        Chart.lines(
                                        "usage",
                                        "Mean 2-norm of each pair of the queries (one line per head) and of the keys, SmolLM2-135M (32 pairs), 2048 "
                                                + "tokens, four layers. The high peaks lie among the slower half of the pairs.",
                                        "usage",
                                        new Axis("pair", "pair, fast to slow"),
                                        new Axis("norm", "mean 2-norm"),
                                        "head")
                                .panels("layer", 2));
    }

    private static int elsewhere(FrequencySchedule theta, int threads) {
        Gaussian gaussian = STREAM.child("queries").gaussian();
        int elsewhere = 0;
        for (int query = 0; query < QUERIES; query++) {
            double[] square = new double[theta.pairs()];
            for (int i = 0; i < square.length; i++) {
                double x = gaussian.next();
                double y = gaussian.next();
                square[i] = x * x + y * y;
            }
            for (int wished : WISHED) {
                double[] curve = turned(theta, square, wished).values(DISTANCES, threads);
                int best = 0;
                for (int distance = 1; distance < curve.length; distance++) {
                    best = curve[distance] > curve[best] ? distance : best;
                }
                elsewhere += best == wished ? 0 : 1;
            }
        }
        return elsewhere;
    }

    /** The score of q with k = R^r·q by distance: Σ |q_i|²·cos((Δ-r)·ω_i). */
    private static DistanceCurve turned(FrequencySchedule theta, double[] square, int wished) {
        double[] cosines = new double[square.length];
        double[] sines = new double[square.length];
        for (int i = 0; i < square.length; i++) {
            cosines[i] = square[i] * StrictMath.cos(wished * theta.omega(i));
            sines[i] = square[i] * StrictMath.sin(wished * theta.omega(i));
        }
        return new DistanceCurve(theta, cosines, sines);
    }

    private static void rivals(Recomputed recomputed, FrequencySchedule theta, int threads) {
        double[] one =
                DistanceCurve.ofCosines(FrequencySchedule.of(theta.omega(0))).values(DISTANCES, threads);
        double[] all = DistanceCurve.ofCosines(theta).values(DISTANCES, threads);
        int nearest = 1;
        double best = all[1];
        for (int distance = 1; distance < DISTANCES; distance++) {
            nearest = one[distance] > one[nearest] ? distance : nearest;
            best = Math.max(best, all[distance]);
        }
        recomputed
                .put("rival-one-pair", 2 * square(StrictMath.sin(nearest * theta.omega(0) / 2)))
                .put("rival-distance", nearest)
                .put("rival-all-pairs", 1 - best / theta.pairs());
    }

    private static double square(double x) {
        return x * x;
    }
}
