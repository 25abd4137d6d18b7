package io.github.ropelab.experiments.reproduction.distance;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
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
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/** xPos: a decay that steadies the expected score, and what it needs to fit into float16. */
public final class XposDecay implements Reproduction {
    private static final int LAST = 8192;
    private static final int WIDTH = 128;
    private static final int[] DISTANCES = {1, 10, 100, 1000, 4096, 8192};
    private static final double[] ROPE = {
        62.093683805767625,
        42.82002289849709,
        30.54345470149065,
        10.177728132210634,
        -3.3826139244826727,
        1.5941934406217182
    };
    private static final double[] XPOS = {
        62.034401682614146,
        42.5897678668173,
        29.05747746789789,
        10.412955485720786,
        2.67939220609487,
        0.20483524975535566
    };
    private static final String PRINTED = "xpos:scale_base=1";
    private static final String CODE = "xpos";

    @Override
    public Description description() {
        return new Description(
                "xpos-decay",
                "xPos: a steady expected score",
                "The expected score of RoPE swings widely far out, that of xPos is almost steady, has the higher attention resolution, and "
                        + "its factors fit float16 at 8192 tokens.",
                List.of(
                        Citation.arxiv(
                                "sun2022xpos",
                                "Yutao Sun and Li Dong and Barun Patra and Shuming Ma and Shaohan Huang and Alon Benhaim and "
                                        + "Vishrav Chaudhary and Xia Song and Furu Wei",
                                2022,
                                "A Length-Extrapolatable Transformer",
                                "2212.10554",
                                "section 3, equations 3, 8 and 9, figure 1",
                                Reading.COPY,
                                "sections 2 to 4 were read in a copy of the text; figure 1 has no numbers"),
                        Citation.web(
                                "ma2022torchscale",
                                "Shuming Ma and Hongyu Wang and Shaohan Huang and Wenhui Wang and Zewen Chi and Li Dong and "
                                        + "Alon Benhaim and Barun Patra and Vishrav Chaudhary and Xia Song and Furu Wei",
                                2022,
                                "TorchScale",
                                "https://github.com/microsoft/torchscale",
                                "torchscale/component/xpos_relative_position.py",
                                Reading.READ,
                                "γ = 0.4, the scale base of 512 and the centred positions stand in the code alone")),
                "g_ζ[n] = Σ_i cos(nθ_i)·ζ_i^n,  ζ_i = (2i/d + γ)/(1 + γ);  R(s) = Σ_n e^{s[n]}(e^{s[n]} - e^{s[n+1]})/(Σ_n e^{s[n]})²",
                "Scores of a query at n and a key at 0 that are (1, 0) in every pair, from the rotary tables of the strategies none and "
                        + "xpos, d = 128, n = 0 to 8192. Equation 9 as printed is a scale base of 1, the authors' code has 512. "
                        + "Factors are rounded to float16 on both sides, keys carrying the inverse.",
                """
                **What is printed cannot be represented, what the code does can.** The paper chooses γ such that ζ_i^n "can be
                represented by fp16 when n is big (8192 in our setting)", with ζ_i from equation 9. At n = 8192 the largest of them is
                0.9888^8192 = 1·10^-40, and float16 ends at 6·10^-8: all 64 factors are 0. The code takes ζ_i^(n/512) and counts n
                from the middle of the text. Either alone is not enough: with 512 but counted from the start, 0.2857^16 = 2·10^-9 is
                still 0 and its inverse overflows. With both, the smallest is 0.2857^8 = 4.4·10^-5, a subnormal number of float16.

                **Steady is not monotone.** Of 8192 steps away from the query, 1662 still go up, against 4029 for RoPE. The sum of all
                steps falls from 9074 to 507, and the curve never becomes negative.

                Table 3 of the paper has resolutions of trained models, which need the weights. Here R is that of equation 8.
                """,
                0.5);
    }

    @Override
    public List<Published> published() {
        String second = "two programs in double precision";
        List<Published> published = new ArrayList<>();
        for (int i = 0; i < DISTANCES.length; i++) {
            published.add(computed("rope-" + DISTANCES[i], "g of RoPE at n = " + DISTANCES[i], "1", ROPE[i])
                    .within(1e-9, second));
            published.add(computed("xpos-" + DISTANCES[i], "g of xPos at n = " + DISTANCES[i], "1", XPOS[i])
                    .within(1e-9, second));
        }
        published.add(Published.range(
                "swing",
                "standard deviation of g over n = 4096 to 8192, xPos over RoPE",
                "1",
                Origin.STATEMENT,
                0,
                0.25,
                "almost steady against a dramatic swing, by eye"));
        published.add(Published.range(
                "resolution-gain",
                "R of xPos over R of RoPE, N = 8192",
                "1",
                Origin.STATEMENT,
                1 + 1e-6,
                2,
                "ζ is chosen to raise R; no number is printed"));
        published.add(computed("rope-resolution", "R of RoPE", "1", 0.6603485850558978)
                .within(1e-9, second));
        published.add(computed("xpos-resolution", "R of xPos", "1", 0.6751247972125781)
                .within(1e-9, second));
        published.add(computed("rope-rising", "steps on which g of RoPE rises", "steps", 4029)
                .exactly("a count"));
        published.add(computed("xpos-rising", "steps on which g of xPos rises", "steps", 1662)
                .exactly("a count"));
        published.add(computed("rope-negative", "distances with a negative g of RoPE", "distances", 2478)
                .exactly("a count"));
        published.add(computed("xpos-negative", "distances with a negative g of xPos", "distances", 0)
                .exactly("a count"));
        published.add(stated("lost-printed", "pairs whose ζ^8192 is 0 in float16, equation 9 as printed", "pairs", 0)
                .exactly("a count")
                .corrected(64, 0, "the largest is ((63/64 + 0.4)/1.4)^8192 = 1·10^-40, below 6·10^-8"));
        published.add(computed(
                        "lost-from-start",
                        "pairs lost in float16 with a scale base of 512, counted from the start",
                        "pairs",
                        20)
                .exactly("a count"));
        published.add(stated(
                        "lost-code",
                        "pairs lost in float16 with a scale base of 512, counted from the middle",
                        "pairs",
                        0)
                .exactly("a count"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        Rope rope = new Rope(WIDTH, 10_000, Lengths.trained(LAST));
        double[] plain = curve(rope.encode("none"));
        double[] decayed = curve(rope.encode(CODE));
        Recomputed recomputed = new Recomputed();
        for (int n : DISTANCES) {
            recomputed.put("rope-" + n, plain[n]).put("xpos-" + n, decayed[n]);
        }
        double plainResolution = resolution(plain);
        double decayedResolution = resolution(decayed);
        recomputed
                .put("swing", deviation(decayed, LAST / 2) / deviation(plain, LAST / 2))
                .put("resolution-gain", decayedResolution / plainResolution)
                .put("rope-resolution", plainResolution)
                .put("xpos-resolution", decayedResolution)
                .put("rope-rising", rising(plain))
                .put("xpos-rising", rising(decayed))
                .put("rope-negative", negative(plain))
                .put("xpos-negative", negative(decayed))
                .put("lost-printed", lost(rope.encode(PRINTED).radial(), LAST, 0))
                .put("lost-from-start", lost(rope.encode(CODE).radial(), LAST, 0))
                .put("lost-code", lost(rope.encode(CODE).radial(), LAST, RadialScale.centre(LAST)));
        DataTable.Rows rows = DataTable.titled("curves", "Expected score by distance, every 16th")
                .column("distance", "n, tokens")
                .column("strategy", "which")
                .column("score", "g[n]");
        for (int n = 0; n <= LAST; n += 16) {
            rows.row(n, "RoPE", plain[n]).row(n, "xPos", decayed[n]);
        }
        return recomputed.add(
                rows.table(),
                Chart.lines(
                                "curves",
                                "Expected score of RoPE and xPos by distance, d = 128, base 10,000, scale base 512, γ = 0.4; every 16th distance. "
                                        + "Both fall alike; RoPE swings about the curve of xPos, below 0 as well.",
                                "curves",
                                new Axis("distance", "distance n (tokens)"),
                                new Axis("score", "expected score g"),
                                "strategy")
                        .panels("strategy", 2));
    }

    private static double[] curve(PositionEncoding encoding) {
        double[] positions = new double[LAST + 1];
        Arrays.setAll(positions, n -> n);
        RotaryTable table =
                TableRecipe.of(encoding, OptionalDouble.empty(), Arithmetic.F64).table(Side.QUERY, positions, 0);
        double[] curve = new double[LAST + 1];
        for (int n = 0; n <= LAST; n++) {
            for (int i = 0; i < table.pairs(); i++) {
                curve[n] += table.cos(n, i);
            }
        }
        return curve;
    }

    /** Equation 3, for n up to the last but one. */
    static double resolution(double[] scores) {
        double largest = Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        double gain = 0;
        for (int n = 0; n + 1 < scores.length; n++) {
            double here = StrictMath.exp(scores[n] - largest);
            sum += here;
            gain += here * (here - StrictMath.exp(scores[n + 1] - largest));
        }
        return gain / (sum * sum);
    }

    private static double deviation(double[] values, int from) {
        return Math.sqrt(StatUtils.populationVariance(values, from, values.length - from));
    }

    private static int rising(double[] values) {
        int rising = 0;
        for (int n = 1; n < values.length; n++) {
            rising += values[n] > values[n - 1] ? 1 : 0;
        }
        return rising;
    }

    private static int negative(double[] values) {
        return (int) Arrays.stream(values).filter(value -> value < 0).count();
    }

    /** Pairs with a factor that is 0 or infinite in float16, for a query or a key at the first or last of some positions. */
    private static int lost(RadialScale radial, int tokens, int centre) {
        int lost = 0;
        for (int i = 0; i < WIDTH / 2; i++) {
            boolean kept = true;
            for (double position : new double[] {-centre, tokens - centre}) {
                kept &= kept(radial.ofQuery(i, position)) && kept(radial.ofKey(i, position));
            }
            lost += kept ? 0 : 1;
        }
        return lost;
    }

    private static boolean kept(double factor) {
        double stored = NumberFormat.FLOAT16.round(factor);
        return stored != 0 && Double.isFinite(stored);
    }
}
