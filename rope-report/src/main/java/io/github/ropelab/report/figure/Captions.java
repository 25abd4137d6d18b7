package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.LineView.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Phrases that captions share. */
final class Captions {
    private Captions() {}

    /** "smollm2-135m: n = 12, iid: n = 3". */
    static String counts(Selection selection) {
        return selection.manifest().data().stream()
                .map(data -> data.name() + ": n = " + data.slices())
                .collect(Collectors.joining(", "));
    }

    /** The trained length as a mark, if some rows are of longer sequences: else it lies outside of the picture. */
    static OptionalDouble mark(Selection selection, ResultTable rows) {
        int trained = selection.manifest().study().trainedLength();
        return selection.longest(rows) >= trained ? OptionalDouble.of(trained) : OptionalDouble.empty();
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
        return mark(selection, rows).isPresent()
                ? " Dotted: trained length, " + length
                : " All within the trained length, " + length;
    }
}
