package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.DistanceCurve;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.Chart.Mark;
import io.github.ropelab.experiments.published.Chart.Scale;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.Locale;

/** Tables and charts of {@link PiTheorem}. */
final class PiTheoremTables {
    private static final double[] BASES = {1e4, 5e5, 1e6};
    private static final int STEPS = 64;

    private final DataTable.Rows curves = DataTable.titled("between", "Error between two grid points, all |h| = 1")
            .column("setting", "width and base")
            .column("place", "s - s1, tokens")
            .column("line", "what is given")
            .column("value", "error or bound, multiples of max|h|")
            .column("over_printed", "the same over the printed bound; none at the ends, where both are 0");
    private final DataTable.Rows drawn = DataTable.titled("drawn", "Largest error of drawn scores half way")
            .column("head_dim", "d")
            .column("base", "c")
            .column("products", "how h was drawn")
            .column("draws", "how many h")
            .column("error", "largest |a - a_lin| / max|h|")
            .column("over_printed", "the same over the printed bound")
            .column("over_corrected", "the same over the corrected bound");

    /** Adds the curves of a setting. */
    void curves(String words, int d, double c, FrequencySchedule theta, PairProducts h, InterpolationBound gap) {
        DistanceCurve a = h.curve(theta);
        for (int i = 0; i <= STEPS; i++) {
            double place = i / (double) STEPS;
            double s = gap.left() + place;
            double printed = gap.printed(d, c, s);
            curve(words, place, "corrected bound", gap.corrected(d, c, s), printed);
            curve(words, place, "largest of any h", gap.largest(theta, s), printed);
            curve(words, place, "counterexample", gap.error(a, s), printed);
            curve(words, place, "printed bound", printed, printed);
        }
    }

    private void curve(String words, double place, String line, double value, double printed) {
        curves.row(words, place, line, value, printed > 0 ? value / printed : null);
    }

    /** Adds what draws gave. */
    void drawn(int d, double c, boolean sizeOne, int draws, double error) {
        InterpolationBound gap = InterpolationBound.unit(0);
        drawn.row(
                d,
                c,
                sizeOne ? "all of size 1" : "of normal vectors",
                draws,
                error,
                error / gap.printed(d, c, 0.5),
                error / gap.corrected(d, c, 0.5));
    }

    /** The least even width at which no h breaks the printed bound half way between neighbours. */
    static int leastWidth(double c) {
        int d = 2;
        while (worst(d, c) > 1) {
            d += 2;
        }
        return d;
    }

    private static double worst(int d, double c) {
        FrequencySchedule theta = new Rope(d, c, Lengths.trained(1)).frequencies("none");
        InterpolationBound gap = InterpolationBound.unit(0);
        return gap.largest(theta, 0.5) / gap.printed(d, c, 0.5);
    }

    /** Adds all tables and charts. */
    Recomputed addTo(Recomputed recomputed) {
        DataTable.Rows widths = DataTable.titled("width", "Largest error of any h over the printed bound, by width")
                .column("head_dim", "d")
                .column("base", "base c")
                .column("ratio", "largest error over the printed bound")
                .column("corrected", "corrected bound over the printed bound");
        InterpolationBound gap = InterpolationBound.unit(0);
        for (double c : BASES) {
            for (int d = 16; d <= 4096; d *= 2) {
                widths.row(
                        d,
                        String.format(Locale.ROOT, "c = %,d", Math.round(c)),
                        worst(d, c),
                        gap.corrected(d, c, 0.5) / gap.printed(d, c, 0.5));
            }
        }
        return recomputed
                .add(
                        curves.table(),
                        Chart.lines(
                                        "between",
                                        "Distance of a score from the straight line between two neighbouring whole"
                                                + " distances s1 and s1 + 1, over the printed bound, all |h| = 1: the counterexample"
                                                + " lies above the printed bound, at 1, and below the corrected one, close to the"
                                                + " largest error of any h. The vertical axis begins near 1.",
                                        "between",
                                        new Axis("place", "s − s1 (tokens)"),
                                        new Axis("over_printed", "error / printed bound"),
                                        "line")
                                .panels("setting", 3))
                .add(
                        widths.table(),
                        Chart.lines(
                                        "width",
                                        "The largest error that any score can have half way between two neighbouring"
                                                + " distances, over the printed bound, by head width d and base c. Above 1 the"
                                                + " printed bound is false; it comes right only for heads wider than any in use.",
                                        "width",
                                        new Axis("head_dim", "head width d", Scale.LOG2),
                                        new Axis("ratio", "error / printed bound"),
                                        "base")
                                .levelled(new Mark(1, "printed bound")))
                .add(drawn.table());
    }
}
