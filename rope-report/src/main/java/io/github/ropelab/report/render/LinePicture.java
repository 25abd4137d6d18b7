package io.github.ropelab.report.render;

import io.github.ropelab.report.render.Legend.Entry;
import io.github.ropelab.report.render.PanelGrid.Place;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.Mark;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Panels in rows and columns and one legend below them, painted on any surface. */
final class LinePicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;

    private final int width;
    private final LineView view;
    private final PanelGrid grid;
    private final Legend legend;

    LinePicture(LineView view, Style style) {
        this.width = (int) Math.round(style.widthPoints() * UNIT);
        this.view = view;
        this.grid = new PanelGrid(view, width);
        this.legend = new Legend(entries(view), width - 2.0 * GAP);
    }

    private static List<Entry> entries(LineView view) {
        Map<String, Line> bySeries = new LinkedHashMap<>();
        view.panels().forEach(panel -> panel.lines().forEach(line -> bySeries.putIfAbsent(line.series(), line)));
        bySeries.remove(""); // a line that needs no name
        List<Entry> entries = new ArrayList<>();
        bySeries.forEach((series, line) ->
                entries.add(new Entry(series, series, (g, x, y) -> paintSample(g, line.style(), x, y))));
        double middle = Legend.SAMPLE / 2.0;
        view.allMarks()
                .map(Mark::label)
                .distinct()
                .forEach(label -> entries.add(
                        new Entry("", label, (g, x, y) -> paintMark(g, x + middle, y - GAP, x + middle, y + GAP))));
        for (Mark level : view.levels()) {
            entries.add(new Entry("", level.label(), (g, x, y) -> paintMark(g, x, y, x + Legend.SAMPLE, y)));
        }
        return entries;
    }

    private static void paintSample(Graphics2D g, int style, double x, double y) {
        g.setColor(HouseStyle.color(style));
        g.setStroke(HouseStyle.line(style));
        g.draw(new Line2D.Double(x, y, x + Legend.SAMPLE, y));
        HouseStyle.marker(style).paint(g, x + Legend.SAMPLE / 2.0, y, HouseStyle.MARKER_SIZE);
    }

    private static void paintMark(Graphics2D g, double x1, double y1, double x2, double y2) {
        g.setColor(HouseStyle.INK);
        g.setStroke(HouseStyle.dotted());
        g.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public int heightUnits() {
        return (int) Math.ceil(grid.height() + GAP + legend.height() + GAP);
    }

    @Override
    public int widthUnits() {
        return width;
    }

    @Override
    public void paintUnits(Graphics2D g) {
        for (Place place : grid.places()) {
            Graphics2D at = (Graphics2D) g.create();
            at.translate(place.x(), place.y());
            PlotArea plot = place.chart().paint(at, grid.plotWidth(), grid.plotHeight());
            new SeriesPainter(at, plot).paint(place.panel(), view.marks(), view.levels());
            at.dispose();
        }
        grid.paintText(g);
        legend.paint(g, GAP, grid.height() + GAP);
    }
}
