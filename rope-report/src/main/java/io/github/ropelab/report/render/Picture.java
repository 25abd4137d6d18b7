package io.github.ropelab.report.render;

import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.View;
import java.awt.Graphics2D;

/** A view that can be painted on any surface. Sizes are points. */
interface Picture {
    double width();

    double height();

    /** Paints with one unit of the surface per point. */
    void paint(Graphics2D surface);

    static Picture of(View view, Style style) {
        if (view instanceof DotView dots) {
            return new DotPicture(dots, style);
        }
        if (view instanceof LineView lines) {
            return new LinePicture(lines, style);
        }
        if (view instanceof MatrixView matrix) {
            return new MatrixPicture(matrix, style);
        }
        if (view instanceof ScatterView spots) {
            return new ScatterPicture(spots, style);
        }
        if (view instanceof IntervalView intervals) {
            return new IntervalPicture(intervals, style);
        }
        if (view instanceof RidgeView ridges) {
            return new RidgePicture(ridges, style);
        }
        throw new IllegalArgumentException("no picture of " + view.getClass().getSimpleName());
    }
}
