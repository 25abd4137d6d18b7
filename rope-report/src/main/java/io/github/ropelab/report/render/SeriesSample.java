package io.github.ropelab.report.render;

import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import org.jfree.svg.SVGGraphics2D;

/** The line and marker of a series as a small SVG of its own, for lists beside the figures. */
public final class SeriesSample {
    private static final int WIDTH = 26;
    private static final int HEIGHT = 12;

    private SeriesSample() {}

    /** The sample of a series' style, on white. */
    public static String svg(int style) {
        SVGGraphics2D g = new SVGGraphics2D(WIDTH, HEIGHT);
        g.setDefsKeyPrefix("sample" + style);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.scale(1.0 / HouseStyle.UNITS, 1.0 / HouseStyle.UNITS);
        double middle = HEIGHT * HouseStyle.UNITS / 2.0;
        g.setColor(HouseStyle.color(style));
        g.setStroke(HouseStyle.line(style));
        g.draw(new Line2D.Double(2.0 * HouseStyle.UNITS, middle, (WIDTH - 2.0) * HouseStyle.UNITS, middle));
        HouseStyle.marker(style).paint(g, WIDTH * HouseStyle.UNITS / 2.0, middle, HouseStyle.MARKER_SIZE);
        String size = "viewBox='0 0 " + WIDTH + " " + HEIGHT + "'";
        return g.getSVGElement().replaceFirst("width='[^']*' height='[^']*'", size);
    }
}
