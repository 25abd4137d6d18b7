package io.github.ropelab.report.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** The ground of cells without a value: thin slanted lines, which are no colour of a value. */
final class Hatching {
    private static final double APART = 3.5 * HouseStyle.UNITS;
    private static final Color LINES = new Color(0xBBBBBB);

    private Hatching() {}

    static void paint(Graphics2D g, Rectangle2D area) {
        g.setColor(LINES);
        g.setStroke(HouseStyle.hairline());
        for (double at = APART; at < area.getWidth() + area.getHeight(); at += APART) {
            double fromX = Math.min(at, area.getWidth());
            double toX = Math.max(0, at - area.getHeight());
            g.draw(new Line2D.Double(
                    area.getX() + fromX, area.getY() + at - fromX, area.getX() + toX, area.getY() + at - toX));
        }
        g.draw(area);
    }
}
