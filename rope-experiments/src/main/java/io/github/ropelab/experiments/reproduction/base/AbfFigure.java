package io.github.ropelab.experiments.reproduction.base;

import static io.github.ropelab.experiments.published.Published.computed;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.kernel.DistanceCurve;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Citation;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Origin;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.published.Reading;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/** Effective Long-Context Scaling, figure 4: scores of all-ones vectors under RoPE, interpolation, ABF and xPos. */
public final class AbfFigure implements Reproduction {
    private static final int WIDTH = 128;
    private static final int LAST = 30_000;
    private static final int FAR = 20_000;
    private static final double LARGER_BASE = 500_000;
    private static final double SCALE = 8;

    /** Sums of 64 cosines times 2/√128. */
    private static final double ROUNDING = 1e-9;

    private static final String FINDINGS = """
            **Means, not points.** The curves oscillate: at 30,000 the larger base scores below interpolation (0.370 against
            0.439), although its mean over 20,000 to 30,000 is three times as high. So "stays higher" is a statement on means.

            **Decay near the query.** Interpolation by 8 decays more slowly at short distances, as all its angles are an eighth:
            10.80 at distance 10, against 8.65 (larger base) and 7.57 (RoPE).

            **Appendix B.** Angles are divided by s under interpolation, in every pair: a mean log-compression of ln s. A larger
            base divides pair i by (b'/b)^(2i/d): a mean of ln(b'/b)·(d-2)/(2d), 1.925 for 500,000, 2.079 for s = 8.
            The appendix itself was not found; this is the form that can be tested.

            **xPos with the larger base.** With ζ_i = (2i/d + 0.4)/1.4 per 512 tokens the curve is smooth, twenty-one times less
            spread over 20,000 to 30,000. The scale that the figure used is not known to us, so its height is not compared.
            """;

    /** The values of one variant that a second implementation computed. */
    private record Expected(
            String id, String name, double[] scores, int firstNegative, double mean, double deviation) {}

    private static final int[] DISTANCES = {0, 1, 1000, 4096, 10_000, 20_000, 30_000};

    private static final List<Expected> EXPECTED = List.of(
            new Expected(
                    "rope",
                    "RoPE, base 10,000",
                    new double[] {
                        11.31370849898476,
                        10.976716221977899,
                        1.7991851448398082,
                        -0.5979673110344345,
                        -0.31558209671250276,
                        -1.2036003234091,
                        -1.0580702258027221
                    },
                    1707,
                    -0.22805984666273976,
                    0.8630060774320568),
            new Expected(
                    "pi",
                    "interpolation by 8",
                    new double[] {
                        11.31370849898476,
                        11.308190671200576,
                        4.724151135131701,
                        2.4825033887176575,
                        2.37343335478458,
                        0.787435068316127,
                        0.4393617299184624
                    },
                    13_649,
                    0.6668285933510393,
                    0.7335818234961763),
            new Expected(
                    "abf",
                    "ABF, base 500,000",
                    new double[] {
                        11.31370849898476,
                        11.063779900725098,
                        5.5693301609642445,
                        4.330355354537311,
                        2.1156043905878295,
                        1.6196641250918582,
                        0.3703808935799889
                    },
                    18_438,
                    2.009111807091108,
                    0.7559413368063531));

    @Override
    public Description description() {
        return new Description(
                "abf-figure4",
                "ABF: decay of raw scores",
                "The score of all-ones vectors oscillates about 0 at far distances under RoPE and stays clearly above it with the "
                        + "base raised to 500,000.",
                List.of(Citation.arxiv(
                        "xiong2023effective",
                        "Wenhan Xiong and Jingyu Liu and Igor Molybog and Hejia Zhang and Prajjwal Bhargava and Rui Hou and "
                                + "Louis Martin and Rashi Rungta and Karthik Abinav Sankararaman and Barlas Oguz and Madian "
                                + "Khabsa and Han Fang and Yashar Mehdad and Sharan Narang and Kshitiz Malik and Angela Fan "
                                + "and Shruti Bhosale and Sergey Edunov and Mike Lewis and Sinong Wang and Hao Ma",
                        2023,
                        "Effective Long-Context Scaling of Foundation Models",
                        "2309.16039",
                        "figure 4; appendix B",
                        Reading.QUOTED,
                        "the setting of figure 4 is known from reading notes; the text of appendix B was not found")),
                "s(m) = (2/√d) Σ_{i=0..d/2-1} cos(m·ω_i) for q = k = (1, .., 1); with xPos each term times ζ_i^(m/512)",
                "d = 128, distances 0 to 30,000, frequencies from the strategies linear (factor 8), abf and xpos; means and "
                        + "standard deviations over 20,000 to 30,000.",
                FINDINGS,
                0.6);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (Expected expected : EXPECTED) {
            for (int i = 0; i < DISTANCES.length; i++) {
                published.add(computed(
                                expected.id + "-" + DISTANCES[i],
                                "score at distance " + DISTANCES[i] + ", " + expected.name,
                                "logits",
                                expected.scores[i])
                        .within(ROUNDING, "sums of 64 cosines in double precision"));
            }
            published.add(computed(
                            expected.id + "-first-negative",
                            "first distance with a negative score, " + expected.name,
                            "tokens",
                            expected.firstNegative)
                    .exactly("an integer"));
            published.add(computed(
                            expected.id + "-mean",
                            "mean score over 20k to 30k, " + expected.name,
                            "logits",
                            expected.mean)
                    .within(ROUNDING, "sums in double precision, every integer distance"));
            published.add(computed(
                            expected.id + "-sd",
                            "standard deviation over 20k to 30k, " + expected.name,
                            "logits",
                            expected.deviation)
                    .within(ROUNDING, "sums in double precision, every integer distance"));
        }
        published.add(Published.range(
                "height",
                "score at distance 0",
                "logits",
                Origin.PUBLICATION,
                11,
                11.5,
                "about 11 in the figure, by eye; √128"));
        published.add(Published.range(
                "abf-far",
                "mean score over 20k to 30k, ABF",
                "logits",
                Origin.PUBLICATION,
                1.5,
                4,
                "stays at 2 to 4 in the figure, by eye"));
        published.add(Published.range(
                "rope-far",
                "mean score over 20k to 30k as a share of its standard deviation, RoPE",
                "1",
                Origin.STATEMENT,
                -0.5,
                0.5,
                "oscillates about 0"));
        published.add(computed("xpos-mean", "mean score over 20k to 30k, xPos with ABF", "logits", 0.24042884041257778)
                .within(ROUNDING, "sums in double precision, every integer distance"));
        published.add(
                computed("xpos-sd", "standard deviation over 20k to 30k, xPos with ABF", "logits", 0.03595120571376444)
                        .within(ROUNDING, "sums in double precision, every integer distance"));
        published.add(Published.range(
                "smoothing",
                "spread of ABF over that of xPos with ABF, 20k to 30k",
                "1",
                Origin.STATEMENT,
                5,
                100,
                "the figure's xPos curve is smooth: by an order of magnitude"));
        published.add(Published.stated(
                        "pi-compression", "mean log-compression of angles, factor 8", "1", StrictMath.log(SCALE))
                .within(1e-14, "ln s; a mean of 64 logarithms"));
        published.add(Published.stated(
                        "abf-compression",
                        "mean log-compression of angles, base 10,000 to 500,000",
                        "1",
                        StrictMath.log(LARGER_BASE / 10_000) * (WIDTH - 2) / (2.0 * WIDTH))
                .within(1e-13, "ln(b'/b)·(d-2)/(2d); a mean of 64 logarithms of powers"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        Rope rope = new Rope(WIDTH, 10_000, Lengths.trained(4096));
        FrequencySchedule plain = rope.frequencies("none");
        FrequencySchedule interpolated = MenDecay.perToken(rope.encode("linear:factor=8"));
        FrequencySchedule raised = rope.frequencies("abf:base=500000");
        PositionEncoding xpos = new Rope(WIDTH, LARGER_BASE, Lengths.trained(4096)).encode("xpos");
        List<double[]> curves = List.of(
                scores(plain, work.threads()), scores(interpolated, work.threads()), scores(raised, work.threads()));
        Recomputed recomputed = new Recomputed();
        for (int v = 0; v < curves.size(); v++) {
            String id = EXPECTED.get(v).id;
            double[] curve = curves.get(v);
            for (int m : DISTANCES) {
                recomputed.put(id + "-" + m, curve[m]);
            }
            int negative = 0;
            while (curve[negative] >= 0) {
                negative++;
            }
            recomputed.put(id + "-first-negative", negative);
            recomputed.put(id + "-mean", mean(curve)).put(id + "-sd", deviation(curve));
        }
        double[] smooth = radial(xpos);
        recomputed
                .put("height", curves.get(0)[0])
                .put("abf-far", mean(curves.get(2)))
                .put("rope-far", mean(curves.get(0)) / deviation(curves.get(0)))
                .put("xpos-mean", mean(smooth))
                .put("xpos-sd", deviation(smooth))
                .put("smoothing", deviation(curves.get(2)) / deviation(smooth))
                .put("pi-compression", compression(plain, interpolated))
                .put("abf-compression", compression(plain, raised));
        List<double[]> drawn = new ArrayList<>(curves);
        drawn.add(smooth);
        return recomputed.add(table(drawn), chart());
    }

    private static DataTable table(List<double[]> curves) {
        DataTable.Rows rows = DataTable.titled("scores", "Score of all-ones vectors by distance")
                .column("distance", "m, tokens")
                .column("variant", "position embedding")
                .column("score", "logit");
        for (int v = 0; v < curves.size(); v++) {
            for (int m = 0; m <= LAST; m += 100) {
                rows.row(m, v < EXPECTED.size() ? EXPECTED.get(v).name : "xPos, base 500,000", curves.get(v)[m]);
            }
        }
        return rows.table();
    }

    private static Chart chart() {
        return Chart.lines(
                        "scores",
                        "Score of all-ones queries and keys by distance, d = 128, every 100 tokens: RoPE swings about 0 far out; interpolation "
                                + "and a larger base (ABF) stay above it, xPos does so without swings.",
                        "scores",
                        new Axis("distance", "distance m (tokens)"),
                        new Axis("score", "score (logits)"),
                        "variant")
                .panels("variant", 2)
                .levelled(new Chart.Mark(0, "0"));
    }

    private static double[] scores(FrequencySchedule frequencies, int threads) {
        double[] values = DistanceCurve.ofCosines(frequencies).values(LAST + 1, threads);
        for (int m = 0; m <= LAST; m++) {
            values[m] *= 2 / Math.sqrt(WIDTH);
        }
        return values;
    }

    private static double[] radial(PositionEncoding encoding) {
        double[] values = new double[LAST + 1];
        for (int m = 0; m <= LAST; m++) {
            for (int i = 0; i < encoding.frequencies().pairs(); i++) {
                values[m] += 2
                        / Math.sqrt(WIDTH)
                        * encoding.radial().ofQuery(i, m)
                        * StrictMath.cos(m * encoding.frequencies().omega(i));
            }
        }
        return values;
    }

    private static double compression(FrequencySchedule from, FrequencySchedule to) {
        double sum = 0;
        for (int i = 0; i < from.pairs(); i++) {
            sum += StrictMath.log(from.omega(i) / to.omega(i));
        }
        return sum / from.pairs();
    }

    private static double mean(double[] curve) {
        return StatUtils.mean(curve, FAR, LAST - FAR + 1);
    }

    private static double deviation(double[] curve) {
        return Math.sqrt(StatUtils.populationVariance(curve, FAR, LAST - FAR + 1));
    }
}
