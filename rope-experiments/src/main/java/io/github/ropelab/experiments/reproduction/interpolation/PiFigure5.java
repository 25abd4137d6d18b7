package io.github.ropelab.experiments.reproduction.interpolation;

import static io.github.ropelab.experiments.published.Published.computed;
import static io.github.ropelab.experiments.published.Published.stated;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Mark;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.List;

/** Position interpolation, figure 5: the extrapolation bound B(s)/d stays above 1 where it is plotted. */
public final class PiFigure5 implements Reproduction {
    private static final int PLOTTED = 4096;
    private static final int TWICE = 2 * PLOTTED;
    private static final int PAPER = 32768;
    private static final double ROUNDING = 1e-9;
    private static final String SUMS = "partial sums of up to 64 terms in double precision";
    private static final int[] POINTS = {0, 1, 100, 1000, 2048, 4095};
    private static final double[] VALUES = {
        16.25, 15.769083071329042, 5.113664974252567, 2.235380517124364, 1.8092577215268058, 2.581766811679593
    };

    @Override
    public Description description() {
        return new Description(
                "pi-figure5",
                "Position interpolation: the extrapolation bound B(s)/d",
                "B(s) is at least d, and for many distances much larger, for distances 0 to 4095 (d = 128, c = 10,000).",
                List.of(PositionInterpolationPaper.at("figure 5 with its code, section 2.3")),
                "B(s)/d = (1/d) Σ_{k=0..d/2-1} |A_{k+1}(s)|,  A_k(s) = Σ_{j<k} exp(i·s·θ_j),  θ_j = c^(-2j/d)",
                "Partial sums at every whole distance: d = 128 to 32,767, the longest context of the paper, and d = 64 to 4095.",
                """
                **Filed as holding.** Section 2.3 says that B(s) is "at least larger than d" and points to the plot of the
                appendix; on the plotted range, 0 to 4095, no distance is below 1. The sentence has no range of its own, though, and
                beyond the plot it is false: the first distance with B(s) < d for d = 128 is `first-below` above, still
                inside of the 32,768 tokens to which the paper extends models, and for d = 64 it is inside of the plotted range
                (`first-below-d64`). Quote it with width, base and range. What it means for "at least 600 times smaller" is in
                `pi-theorem`.

                B(s)/(d/2) is the curve of RoFormer's figure 2 (`roformer-decay`): twice the number here. At s = 0 all terms
                agree and B(0)/d = (d/2+1)/4.
                """,
                1);
    }

    @Override
    public List<Published> published() {
        List<Published> published = new ArrayList<>();
        for (int i = 0; i < POINTS.length; i++) {
            published.add(computed("s-" + POINTS[i], "B(s)/d at s = " + POINTS[i] + ", d = 128", "1", VALUES[i])
                    .within(ROUNDING, SUMS));
        }
        published.add(stated("below-plotted", "distances below 4096 with B(s) < d, d = 128", "distances", 0)
                .exactly("the claim, on the plotted range"));
        published.add(computed("least-plotted", "least B(s)/d for s < 4096, d = 128", "1", 1.1159079480172756)
                .within(ROUNDING, SUMS));
        published.add(computed("where-plotted", "distance of the least B(s)/d for s < 4096, d = 128", "tokens", 3643)
                .exactly("a distance"));
        published.add(computed("mean-plotted", "mean of B(s)/d for s < 4096, d = 128", "1", 2.797165441590085)
                .within(ROUNDING, SUMS));
        published.add(computed("least-8192", "least B(s)/d for s < 8192, d = 128", "1", 0.8842080873814777)
                .within(ROUNDING, SUMS));
        published.add(computed("where-8192", "distance of the least B(s)/d for s < 8192, d = 128", "tokens", 8142)
                .exactly("a distance"));
        published.add(computed("least-32768", "least B(s)/d for s < 32768, d = 128", "1", 0.6291924009571159)
                .within(ROUNDING, SUMS));
        published.add(computed("where-32768", "distance of the least B(s)/d for s < 32768, d = 128", "tokens", 22297)
                .exactly("a distance"));
        published.add(computed("below-32768", "distances below 32768 with B(s) < d, d = 128", "distances", 887)
                .exactly("a count"));
        published.add(computed("first-below", "first distance with B(s) < d, d = 128", "tokens", 4861)
                .exactly("a distance"));
        published.add(computed("least-d64", "least B(s)/d for s < 4096, d = 64", "1", 0.6282851577235147)
                .within(ROUNDING, SUMS));
        published.add(computed("where-d64", "distance of the least B(s)/d for s < 4096, d = 64", "tokens", 3901)
                .exactly("a distance"));
        published.add(computed("below-d64", "distances below 4096 with B(s) < d, d = 64", "distances", 297)
                .exactly("a count"));
        published.add(computed("first-below-d64", "first distance with B(s) < d, d = 64", "tokens", 1181)
                .exactly("a distance"));
        return published;
    }

    @Override
    public Recomputed compute(Work work) {
        double[] wide = curve(128, PAPER);
        double[] narrow = curve(64, PLOTTED);
        Recomputed recomputed = new Recomputed();
        for (int s : POINTS) {
            recomputed.put("s-" + s, wide[s]);
        }
        double mean = 0;
        for (int s = 0; s < PLOTTED; s++) {
            mean += wide[s] / PLOTTED;
        }
        recomputed
                .put("below-plotted", below(wide, PLOTTED))
                .put("least-plotted", wide[least(wide, PLOTTED)])
                .put("where-plotted", least(wide, PLOTTED))
                .put("mean-plotted", mean)
                .put("least-8192", wide[least(wide, TWICE)])
                .put("where-8192", least(wide, TWICE))
                .put("least-32768", wide[least(wide, PAPER)])
                .put("where-32768", least(wide, PAPER))
                .put("below-32768", below(wide, PAPER))
                .put("first-below", first(wide))
                .put("least-d64", narrow[least(narrow, PLOTTED)])
                .put("where-d64", least(narrow, PLOTTED))
                .put("below-d64", below(narrow, PLOTTED))
                .put("first-below-d64", first(narrow));
        return addTables(recomputed, wide, narrow);
    }

    private static Recomputed addTables(Recomputed recomputed, double[] wide, double[] narrow) {
        DataTable.Rows plotted = DataTable.titled("plotted", "B(s)/d at the distances that the paper plots")
                .column("head_dim", "width")
                .column("distance", "s, tokens")
                .column("line", "what is drawn")
                .column("bound", "B(s)/d");
        for (int s = 0; s < PLOTTED; s++) {
            plotted.row("d = 128", s, "B(s) / d", wide[s]);
        }
        for (int s = 0; s < PLOTTED; s++) {
            plotted.row("d = 64", s, "B(s) / d", narrow[s]);
        }
        DataTable.Rows least = DataTable.titled("least", "Least B(s)/d of each block of 256 distances, d = 128")
                .column("distance", "last distance of the block, tokens")
                .column("line", "of the block, or of all distances up to its end")
                .column("bound", "least B(s)/d");
        double soFar = Double.POSITIVE_INFINITY;
        for (int block = 0; block < PAPER; block += 256) {
            double inBlock = Double.POSITIVE_INFINITY;
            for (int s = block; s < block + 256; s++) {
                inBlock = Math.min(inBlock, wide[s]);
            }
            soFar = Math.min(soFar, inBlock);
            least.row(block + 255, "of the last 256 distances", inBlock);
            least.row(block + 255, "of all distances so far", soFar);
        }
        return recomputed
                .add(
                        plotted.table(),
                        Chart.lines(
                                        "plotted",
                                        "The extrapolation bound B(s)/d at the distances of the paper's figure 5, base"
                                                + " 10,000. At d = 128, as in the paper, it stays above 1; at d = 64 it does"
                                                + " not.",
                                        "plotted",
                                        new Axis("distance", "distance s (tokens)"),
                                        new Axis("bound", "B(s) / d", Scale.LOG2),
                                        "line")
                                .panels("head_dim", 2)
                                .levelled(new Mark(1, "B(s) = d")))
                .add(
                        least.table(),
                        Chart.lines(
                                        "least",
                                        "Least B(s)/d of each 256 distances, and of all so far, up to the paper's longest context,"
                                                + " d = 128, base 10,000. It falls below 1 soon after the distances that the paper plots.",
                                        "least",
                                        new Axis("distance", "distance s (tokens)"),
                                        new Axis("bound", "least B(s) / d"),
                                        "line")
                                .marked(new Mark(PLOTTED, "end of the paper's plot"))
                                .levelled(new Mark(1, "B(s) = d")));
    }

    private static double[] curve(int d, int distances) {
        FrequencySchedule theta = new Rope(d, 10_000, Lengths.trained(distances)).frequencies("none");
        double[] curve = new double[distances];
        for (int s = 0; s < distances; s++) {
            curve[s] = PartialSums.of(theta, s) / d;
        }
        return curve;
    }

    private static int least(double[] curve, int distances) {
        int least = 0;
        for (int s = 1; s < distances; s++) {
            least = curve[s] < curve[least] ? s : least;
        }
        return least;
    }

    private static int below(double[] curve, int distances) {
        int below = 0;
        for (int s = 0; s < distances; s++) {
            below += curve[s] < 1 ? 1 : 0;
        }
        return below;
    }

    private static int first(double[] curve) {
        int s = 0;
        while (curve[s] >= 1) {
            s++;
        }
        return s;
    }
}
