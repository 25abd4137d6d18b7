package io.github.ropelab.report.render;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data of a panel: bands below all lines, lines with markers, marks. Bands let through what lies below them, but
 * not in PostScript, which knows no transparency.
 */
record SeriesPainter(Graphics2D g, PlotArea plot) {
    private static final int UNIT = HouseStyle.UNITS;
    private static final double BAND = 0.14;
    /** Share of colour where the bands of all lines lie upon each other. */
    private static final double ALL_BANDS = 0.42;
    /** More bands have no edges, which would cross each other everywhere. */
    private static final int MOST_EDGED = 5;

    private static final double EDGE = 0.4;
    private static final int MARKER_SPACING = 11 * UNIT;
    /** Fewer points never lie so close that markers must be left out. */
    private static final int MANY = 8;

    private static final double CROWDED = 4;
    private static final double NARROW = 90.0 * UNIT;

    private boolean translucent() {
        return !(g instanceof VectorGraphics2D);
    }

    void paint(Panel panel, List<Mark> marks, List<Mark> levels) {
        Rectangle2D area = plot.area();
        Graphics2D clipped = (Graphics2D) g.create();
        clipped.clip(area);
        SeriesPainter inside = new SeriesPainter(clipped, plot);
        long bands = panel.lines().stream().filter(SeriesPainter::banded).count();
        double part = Math.min(BAND, 1 - Math.pow(1 - ALL_BANDS, 1.0 / Math.max(1, bands)));
        boolean edged = bands <= MOST_EDGED;
        panel.lines().forEach(line -> SeriesGroup.paint(clipped, line.series(), () -> inside.paintBand(line, part)));
        panel.lines().stream()
                .filter(line -> edged || !banded(line))
                .forEach(line -> SeriesGroup.paint(clipped, line.series(), () -> inside.paintEdges(line)));
        clipped.dispose();
        for (int i = 0; i < panel.lines().size(); i++) {
            Line line = panel.lines().get(i);
            boolean covered =
                    panel.lines().subList(i + 1, panel.lines().size()).stream().anyMatch(later -> covers(later, line));
            SeriesGroup.paint(g, line.series(), () -> paintLine(line, covered));
        }
        g.setColor(HouseStyle.INK);
        g.setStroke(HouseStyle.dotted());
        for (Mark mark : Stream.concat(marks.stream(), panel.marks().stream()).toList()) {
            double x = plot.atX(mark.at());
            g.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
        }
        for (Mark level : levels) {
            double y = plot.atY(level.at());
            g.draw(new Line2D.Double(area.getX(), y, area.getMaxX(), y));
        }
    }

    private static boolean banded(Line line) {
        return line.points().size() > 1 && line.points().stream().anyMatch(Point::uncertain);
    }

    /** Whether a line painted later lies upon all of another. */
    private boolean covers(Line later, Line line) {
        if (later.points().size() != line.points().size()) {
            return false;
        }
        for (int i = 0; i < line.points().size(); i++) {
            Point a = line.points().get(i);
            Point b = later.points().get(i);
            if (plot.at(a.x(), a.y()).distance(plot.at(b.x(), b.y())) > HouseStyle.MARKER_SIZE / 4.0) {
                return false;
            }
        }
        return true;
    }

    private void paintBand(Line line, double part) {
        if (banded(line)) {
            List<Point> points = line.points();
            Path2D band = path(points, true);
            for (int i = points.size() - 1; i >= 0; i--) {
                Point2D at = plot.at(points.get(i).x(), points.get(i).low());
                band.lineTo(at.getX(), at.getY());
            }
            band.closePath();
            g.setColor(HouseStyle.part(line.style(), part, translucent()));
            g.fill(band);
        }
    }

    /** Of a band; of a single point the interval. */
    private void paintEdges(Line line) {
        g.setColor(HouseStyle.part(line.style(), EDGE, translucent()));
        g.setStroke(HouseStyle.thread());
        if (banded(line)) {
            g.draw(path(line.points(), true));
            g.draw(path(line.points(), false));
        } else {
            line.points().stream()
                    .filter(Point::uncertain)
                    .forEach(p -> g.draw(new Line2D.Double(plot.at(p.x(), p.low()), plot.at(p.x(), p.high()))));
        }
    }

    private Path2D path(List<Point> points, boolean high) {
        Path2D path = new Path2D.Double();
        for (Point point : points) {
            extend(path, plot.at(point.x(), high ? point.high() : point.low()));
        }
        return path;
    }

    private static void extend(Path2D path, Point2D at) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(at.getX(), at.getY());
        } else {
            path.lineTo(at.getX(), at.getY());
        }
    }

    /** The markers of a line that another covers look out from behind those of the other. */
    private void paintLine(Line line, boolean covered) {
        Path2D path = new Path2D.Double();
        line.points().forEach(point -> extend(path, plot.at(point.x(), point.y())));
        g.setColor(HouseStyle.color(line.style()));
        g.setStroke(HouseStyle.line(line.style()));
        g.draw(path);
        boolean narrow = plot.area().getWidth() < NARROW;
        int usual = narrow ? HouseStyle.MARKER_SIZE * 3 / 4 : HouseStyle.MARKER_SIZE;
        int size = covered ? usual * 3 / 2 : usual;
        int step = (int)
                Math.ceil(line.points().size() * MARKER_SPACING / plot.area().getWidth());
        boolean crowded = crowded(line);
        double last = Double.NEGATIVE_INFINITY;
        for (int i = line.style() % step; i < line.points().size(); i += crowded ? 1 : step) {
            Point point = line.points().get(i);
            double x = plot.atX(point.x());
            if (!crowded || x - last >= MARKER_SPACING) {
                HouseStyle.marker(line.style()).paint(g, x, plot.atY(point.y()), size);
                last = x;
            }
        }
    }

    /** Whether points stand ever closer, as equal steps on a logarithmic axis do, so that every k-th marker would, too. */
    private boolean crowded(Line line) {
        int n = line.points().size();
        if (n < MANY) {
            return false;
        }
        double first = plot.atX(line.points().get(1).x())
                - plot.atX(line.points().get(0).x());
        double end = plot.atX(line.points().get(n - 1).x())
                - plot.atX(line.points().get(n - 2).x());
        return first > CROWDED * end;
    }
}
