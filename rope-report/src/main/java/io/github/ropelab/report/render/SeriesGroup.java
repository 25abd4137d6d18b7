package io.github.ropelab.report.render;

import java.awt.Graphics2D;
import java.util.Map;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;

/**
 * What belongs to one series, as {@code <g data-series='NAME'>} of an SVG: a page can hide it and a test can find it.
 * Other surfaces know no groups and take no notice.
 */
final class SeriesGroup {
    private SeriesGroup() {}

    /** Paints inside of the group. */
    static void paint(Graphics2D g, String series, Runnable painting) {
        if (g instanceof SVGGraphics2D svg) {
            svg.setRenderingHint(SVGHints.KEY_BEGIN_GROUP, Map.of("data-series", series));
            painting.run();
            svg.setRenderingHint(SVGHints.KEY_END_GROUP, series);
        } else {
            painting.run();
        }
    }
}
