package io.github.ropelab.report.render;

import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.View;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** A view that can be painted on any surface. Sizes are points. */
interface Picture {
    /** Width, units of {@link HouseStyle}. */
    int widthUnits();

    /** Height, units of {@link HouseStyle}. */
    int heightUnits();

    /** Paints on white ground, with one unit of the surface per unit of {@link HouseStyle}. */
    void paintUnits(Graphics2D g);

    default double width() {
        return (double) widthUnits() / HouseStyle.UNITS;
    }

    default double height() {
        return (double) heightUnits() / HouseStyle.UNITS;
    }

    /** Paints with one unit of the surface per point. */
    default void paint(Graphics2D surface) {
        Graphics2D g = (Graphics2D) surface.create();
        g.scale(1.0 / HouseStyle.UNITS, 1.0 / HouseStyle.UNITS);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, widthUnits(), heightUnits());
        paintUnits(g);
        g.dispose();
    }

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
