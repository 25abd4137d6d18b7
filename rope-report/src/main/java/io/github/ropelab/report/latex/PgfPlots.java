package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.View;

/** Views as pgfplots source: a file for {@code \input}, whose first lines say what it needs. */
public final class PgfPlots {
    private PgfPlots() {}

    /** The text of the file. */
    public static String of(View view, Style style) {
        if (view instanceof LineView lines) {
            return new PgfLines(lines, style).text();
        }
        if (view instanceof DotView dots) {
            return new PgfDots(dots, style).text();
        }
        if (view instanceof MatrixView matrix) {
            return new PgfMatrix(matrix, style).text();
        }
        if (view instanceof ScatterView scatter) {
            return new PgfScatter(scatter, style).text();
        }
        if (view instanceof IntervalView intervals) {
            return new PgfIntervals(intervals, style).text();
        }
        return new PgfRidges((RidgeView) view, style).text();
    }
}
