package io.github.ropelab.report.render;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Where a panel's data go: an affine map from steps of the axes to the surface.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param area of the surface that the axes span
 */
record PlotArea(AxisRange x, AxisRange y, Rectangle2D area) {
    double atX(double value) {
        return area.getX() + x.share(value) * area.getWidth();
    }

    double atY(double value) {
        return area.getMaxY() - y.share(value) * area.getHeight();
    }

    Point2D at(double xValue, double yValue) {
        return new Point2D.Double(atX(xValue), atY(yValue));
    }
}
