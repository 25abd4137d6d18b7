package io.github.ropelab.report.render;

import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Panels in rows and one legend below them, painted on any surface. Sizes are points. */
final class LinePicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int SAMPLE = 22 * UNIT;
    private static final int GAP = 4 * UNIT;
    private static final int COLUMN_GAP = 12 * UNIT;
    private static final int LEGEND_LINE = 12 * UNIT;

    private final int width;
    private final LineView view;
    private final Lettering lettering = Lettering.normal();
    private final List<Line> legend;
    private final List<List<Line>> legendRows;

    LinePicture(LineView view, Style style) {
        this.width = (int) Math.round(style.widthPoints() * UNIT);
        this.view = view;
        Map<String, Line> bySeries = new LinkedHashMap<>();
        view.panels().forEach(panel -> panel.lines().forEach(line -> bySeries.putIfAbsent(line.series(), line)));
        this.legend = List.copyOf(bySeries.values());
        this.legendRows = legendRows();
    }

    private int perRow() {
        return view.columns();
    }

    private int panelRows() {
        return (view.panels().size() + perRow() - 1) / perRow();
    }

    private int heightUnits() {
        return panelRows() * HouseStyle.PANEL_HEIGHT + legendRows.size() * LEGEND_LINE + GAP;
    }

    @Override
    public double width() {
        return (double) this.width / UNIT;
    }

    @Override
    public double height() {
        return (double) heightUnits() / UNIT;
    }

    @Override
    public void paint(Graphics2D surface) {
        Graphics2D g = (Graphics2D) surface.create();
        g.scale(1.0 / UNIT, 1.0 / UNIT);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, this.width, heightUnits());
        int panelWidth = width / perRow();
        for (int i = 0; i < view.panels().size(); i++) {
            String letter = view.panels().size() == 1 ? "" : "(" + (char) ('a' + i) + ") ";
            boolean yTitle = i % perRow() == 0;
            Graphics2D at = (Graphics2D) g.create();
            at.translate(i % perRow() * panelWidth, i / perRow() * HouseStyle.PANEL_HEIGHT);
            PanelChart.of(view, view.panels().get(i), letter, yTitle, panelWidth, HouseStyle.PANEL_HEIGHT)
                    .paint(at, panelWidth, HouseStyle.PANEL_HEIGHT);
            at.dispose();
        }
        paintLegend(g, panelRows() * HouseStyle.PANEL_HEIGHT + GAP);
        g.dispose();
    }

    private double entryWidth(Line line) {
        return SAMPLE + GAP + lettering.width(line.series());
    }

    /** Entries in columns of equal width, as many as fit. */
    private List<List<Line>> legendRows() {
        int columns = Math.max(1, Math.min(legend.size(), (int) (this.width / columnWidth())));
        List<List<Line>> rows = new ArrayList<>();
        for (int i = 0; i < legend.size(); i += columns) {
            rows.add(legend.subList(i, Math.min(legend.size(), i + columns)));
        }
        return rows;
    }

    private double columnWidth() {
        return legend.stream().mapToDouble(line -> entryWidth(line)).max().orElse(0) + COLUMN_GAP;
    }

    private void paintLegend(Graphics2D g, int top) {
        double column = columnWidth();
        double left = (this.width - column * legendRows.get(0).size() + COLUMN_GAP) / 2;
        for (int r = 0; r < legendRows.size(); r++) {
            for (int c = 0; c < legendRows.get(r).size(); c++) {
                Line line = legendRows.get(r).get(c);
                double x = left + c * column;
                double y = top + (r + 0.5) * LEGEND_LINE;
                SeriesGroup.paint(g, line.series(), () -> paintEntry(g, line, x, y));
            }
        }
    }

    private void paintEntry(Graphics2D g, Line line, double x, double y) {
        g.setColor(HouseStyle.color(line.style()));
        g.setStroke(HouseStyle.line(line.style()));
        g.draw(new Line2D.Double(x, y, x + SAMPLE, y));
        HouseStyle.marker(line.style()).paint(g, x + SAMPLE / 2.0, y, HouseStyle.MARKER_SIZE);
        g.setColor(HouseStyle.INK);
        lettering.paint(g, line.series(), x + SAMPLE + GAP, y);
    }
}
