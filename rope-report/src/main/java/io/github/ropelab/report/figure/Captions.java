package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.List;
import java.util.stream.Collectors;

/** Phrases that captions share. */
final class Captions {
    /** What bands and bars around means are. */
    static final String INTERVALS = "bands: 95 % intervals (Student)";

    private Captions() {}

    /** A mean over heads or draws with its confidence interval. */
    static Point point(double x, Estimate mean) {
        return new Point(x, mean.mean(), mean.interval().low(), mean.interval().high(), mean.n());
    }

    /** "smollm2-135m: n = 12 heads, iid: n = 3 draws from root seed 1". */
    static String counts(Selection selection) {
        return selection.manifest().data().stream().map(Captions::count).collect(Collectors.joining(", "));
    }

    private static String count(Manifest.Data data) {
        String seed = data.provenance().get("root_seed");
        String unit = seed == null ? " heads" : " draws from root seed " + seed;
        return data.name() + ": n = " + data.slices() + unit;
    }

    /** The trained length as a mark, if some rows are of longer sequences: else it lies outside of the picture. */
    static List<Mark> marks(Selection selection, ResultTable rows) {
        int trained = selection.manifest().study().trainedLength();
        return selection.longest(rows) >= trained ? List.of(new Mark(trained, "trained length")) : List.of();
    }

    /** Rounding errors differ by orders of magnitude: precisions of the same strategies call for equal factors. */
    static Scale scale(ResultTable rows) {
        boolean precisions =
                rows.rows().stream().map(ResultRow::arithmetic).distinct().count() > 1;
        return precisions ? Scale.LOG10 : Scale.LINEAR;
    }

    /** Whether a value has a place on a scale. */
    static boolean onScale(Scale scale, double value) {
        return scale == Scale.LINEAR || value > 0;
    }

    /** What to say of values that have none, as the end of a caption. */
    static String leftOut(Scale scale) {
        return scale == Scale.LINEAR ? "" : " Values of 0 are left out.";
    }

    /** What to say of the mark, as the end of a caption. */
    static String trained(Selection selection, ResultTable rows) {
        String length = selection.manifest().study().trainedLength() + " tokens.";
        return !marks(selection, rows).isEmpty()
                ? " Dotted: trained length, " + length
                : " All within the trained length, " + length;
    }
}
