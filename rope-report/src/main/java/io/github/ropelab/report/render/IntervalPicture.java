package io.github.ropelab.report.render;

import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.IntervalView.Panel;
import io.github.ropelab.report.view.IntervalView.Row;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Estimates as spots with their intervals in named rows, which panels beside each other share. A full spot counts as shown, an
 * open one does not; what is noted of a row stands at its right.
 */
final class IntervalPicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int ROW = 11 * UNIT;
    private static final int TICKS = 12 * UNIT;
    private static final int LEAST_PLOT = 62 * UNIT;
    private static final int TICK_ROOM = 26 * UNIT;
    private static final double SPOT = 4.4 * UNIT;

    private final IntervalView view;
    private final int full;
    private final Lettering normal = Lettering.normal();
    private final double labels;
    private final double notes;
    private final int columns;
    private final List<String> axisTitle;
    private final PanelTitles titles;

    IntervalPicture(IntervalView view, Style style) {
        this.view = view;
        this.full = (int) Math.round(style.widthPoints() * UNIT);
        this.labels = GAP + widest(rows().map(Row::label)) + GAP;
        this.notes = widest(rows().map(Row::note)) + GAP;
        this.columns = PanelLayout.columns(view.side(), full - labels, LEAST_PLOT + notes + GAP);
        this.titles = new PanelTitles(
                normal, view.panels().stream().map(Panel::title).toList(), (full - labels) / columns - GAP);
        this.axisTitle = PanelLayout.lines(normal, view.panels().get(0).x().label(), full - 2.0 * GAP);
    }

    private Stream<Row> rows() {
        return view.panels().stream().flatMap(panel -> panel.rows().stream());
    }

    private double widest(Stream<String> texts) {
        return texts.mapToDouble(normal::width).max().orElse(0);
    }

    /** The panels that stand beside each other. */
    private List<Panel> band(int band) {
        int from = band * columns;
        return view.panels().subList(from, Math.min(view.panels().size(), from + columns));
    }

    private int bands() {
        return (view.panels().size() + columns - 1) / columns;
    }

    /** The labels of a band's rows: those of its panels, each once. */
    private static List<String> labels(List<Panel> band) {
        return band.stream()
                .flatMap(panel -> panel.rows().stream())
                .map(Row::label)
                .distinct()
                .toList();
    }

    private int bandHeight(int band) {
        return titles.height() + labels(band(band)).size() * ROW + TICKS + GAP;
    }

    private int bandTop(int band) {
        int top = GAP;
        for (int b = 0; b < band; b++) {
            top += bandHeight(b);
        }
        return top;
    }

    @Override
    public int heightUnits() {
        return bandTop(bands()) + (axisTitle.size() + 1) * PanelLayout.line() + GAP;
    }

    @Override
    public int widthUnits() {
        return full;
    }

    @Override
    public void paintUnits(Graphics2D g) {
        double panelWidth = (full - labels) / columns;
        for (int b = 0; b < bands(); b++) {
            List<String> names = labels(band(b));
            int top = bandTop(b) + titles.height();
            g.setColor(HouseStyle.INK);
            for (int r = 0; r < names.size(); r++) {
                normal.paint(g, names.get(r), GAP, top + (r + 0.5) * ROW);
            }
            for (int p = 0; p < band(b).size(); p++) {
                double left = labels + p * panelWidth;
                PlainAxis x = axis(band(b).get(p), left, left + panelWidth - notes - GAP);
                paintPanel(g, band(b).get(p), b * columns + p, names, x, top);
            }
        }
        paintFoot(g, bandTop(bands()));
    }

    private PlainAxis axis(Panel panel, double start, double end) {
        DoubleStream ends = panel.rows().stream()
                .flatMapToDouble(row -> DoubleStream.of(
                        row.middle(),
                        row.interval().isPresent() ? row.interval().get().low() : row.middle(),
                        row.interval().isPresent() ? row.interval().get().high() : row.middle()));
        return PlainAxis.of(
                DoubleStream.concat(ends, DoubleStream.of(view.mark().at())), start, end, TICK_ROOM);
    }

    private void paintPanel(Graphics2D g, Panel panel, int index, List<String> names, PlainAxis x, int top) {
        double bottom = top + (double) names.size() * ROW;
        g.setColor(HouseStyle.INK);
        titles.paint(g, index, x.start(), top - titles.height());
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            g.setColor(HouseStyle.GRID);
            g.setStroke(HouseStyle.hairline());
            g.draw(new Line2D.Double(at, top, at, bottom));
            g.setColor(HouseStyle.INK);
            normal.paint(g, x.label(tick), at - normal.width(x.label(tick)) / 2, bottom + 6.0 * UNIT);
        }
        g.setStroke(HouseStyle.hairline());
        g.draw(new Line2D.Double(x.start(), bottom, x.end(), bottom));
        g.setStroke(HouseStyle.dotted());
        g.draw(new Line2D.Double(x.at(view.mark().at()), top, x.at(view.mark().at()), bottom));
        for (Row row : panel.rows()) {
            double y = top + (names.indexOf(row.label()) + 0.5) * ROW;
            SeriesGroup.paint(g, row.label(), () -> paintRow(g, row, x, y));
        }
    }

    private void paintRow(Graphics2D g, Row row, PlainAxis x, double y) {
        Color color = HouseStyle.color(row.style());
        g.setColor(color);
        g.setStroke(HouseStyle.line(0));
        row.interval()
                .ifPresent(interval -> g.draw(new Line2D.Double(x.at(interval.low()), y, x.at(interval.high()), y)));
        Ellipse2D spot = new Ellipse2D.Double(x.at(row.middle()) - SPOT / 2, y - SPOT / 2, SPOT, SPOT);
        g.setColor(row.filled() ? color : Color.WHITE);
        g.fill(spot);
        g.setColor(color);
        g.draw(spot);
        g.setColor(HouseStyle.INK);
        normal.paint(g, row.note(), x.end() + GAP, y);
    }

    /** The title of the axis and what the dotted line is. */
    private void paintFoot(Graphics2D g, double top) {
        g.setColor(HouseStyle.INK);
        double y = top + PanelLayout.line() / 2.0 - GAP / 2.0;
        for (String line : axisTitle) {
            normal.paint(g, line, (full - normal.width(line)) / 2, y);
            y += PanelLayout.line();
        }
        double width = 3.0 * GAP + normal.width(view.mark().label());
        double left = (full - width) / 2;
        g.setStroke(HouseStyle.dotted());
        g.draw(new Line2D.Double(left, y - GAP, left, y + GAP));
        normal.paint(g, view.mark().label(), left + 2.0 * GAP, y);
    }
}
