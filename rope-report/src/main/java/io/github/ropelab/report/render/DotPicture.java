package io.github.ropelab.report.render;

import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.DotView.Dot;
import io.github.ropelab.report.view.DotView.Mark;
import io.github.ropelab.report.view.DotView.Row;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Rows of dots, one lane per series, with the range of each lane as a line. Painted without XChart's axes, which know
 * numbers only; its markers are the same as in the other figures.
 */
final class DotPicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int LANE = 4 * UNIT;
    private static final int NOTE = 9 * UNIT;
    private static final int ROW_SPACE = 7 * UNIT;
    private static final int AXIS = 26 * UNIT;
    private static final int LEGEND_LINE = 12 * UNIT;
    private static final int SAMPLE = 3 * GAP;
    private static final double OVERHANG = 0.03;
    private static final int MOST_TICKS = 8;

    private final int full;
    private final DotView view;
    private final Lettering normal = Lettering.normal();
    private final Lettering small = Lettering.small();
    private final double left;
    private final double most;
    private final double step;

    DotPicture(DotView view, Style style) {
        this.full = (int) Math.round(style.widthPoints() * UNIT);
        this.view = view;
        this.left = 3.0 * GAP
                + view.rows().stream()
                        .mapToDouble(row -> normal.width(row.label()))
                        .max()
                        .orElse(0);
        this.most = view.rows().stream()
                .flatMap(row -> row.dots().stream())
                .mapToDouble(Dot::value)
                .filter(value -> value > 0)
                .max()
                .orElse(1);
        this.step = step(most);
    }

    /** 1, 2 or 5 times a power of ten, so that few ticks cover the range. */
    private static double step(double most) {
        double unit = Math.pow(10, Math.floor(Math.log10(most)) - 1);
        return unit
                * List.of(1, 2, 5, 10, 20).stream()
                        .filter(s -> most / (s * unit) <= MOST_TICKS)
                        .findFirst()
                        .orElseThrow();
    }

    private int rowHeight() {
        return ROW_SPACE + view.series().size() * LANE + NOTE;
    }

    private int rowsHeight() {
        return view.rows().size() * rowHeight();
    }

    private int heightUnits() {
        return GAP + rowsHeight() + AXIS + (view.mark().isPresent() ? 2 : 1) * LEGEND_LINE + GAP;
    }

    @Override
    public double width() {
        return (double) full / UNIT;
    }

    @Override
    public double height() {
        return (double) heightUnits() / UNIT;
    }

    private double x(double value) {
        double plot = full - left - 2 * GAP;
        return left + plot * (value / most + OVERHANG) / (1 + 2 * OVERHANG);
    }

    @Override
    public void paint(Graphics2D surface) {
        Graphics2D g = (Graphics2D) surface.create();
        g.scale(1.0 / UNIT, 1.0 / UNIT);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, full, heightUnits());
        paintAxis(g);
        for (int i = 0; i < view.rows().size(); i++) {
            paintRow(g, view.rows().get(i), GAP + i * rowHeight());
        }
        paintLegend(g, GAP + rowsHeight() + AXIS + LEGEND_LINE / 2.0);
        g.dispose();
    }

    private void paintAxis(Graphics2D g) {
        double bottom = GAP + (double) rowsHeight();
        view.mark().ifPresent(mark -> {
            g.setColor(HouseStyle.BAND);
            g.fill(new Rectangle2D.Double(x(mark.from()), GAP, x(mark.to()) - x(mark.from()), rowsHeight()));
        });
        for (int tick = 0; tick * step <= most * (1 + OVERHANG); tick++) {
            double at = x(tick * step);
            g.setColor(HouseStyle.GRID);
            g.setStroke(HouseStyle.hairline());
            g.draw(new Line2D.Double(at, GAP, at, bottom));
            String label = AxisRange.plain(tick * step);
            g.setColor(HouseStyle.INK);
            normal.paint(g, label, at - normal.width(label) / 2, bottom + 6.0 * UNIT);
        }
        String title = view.value().label();
        double middle = (x(0) + x(most)) / 2;
        double start = Math.min(middle - normal.width(title) / 2, full - GAP - normal.width(title));
        normal.paint(g, title, Math.max(GAP, start), bottom + 18.0 * UNIT);
        g.setStroke(HouseStyle.dotted());
        view.mark().ifPresent(mark -> g.draw(new Line2D.Double(x(mark.at()), GAP, x(mark.at()), bottom)));
    }

    private void paintRow(Graphics2D g, Row row, int top) {
        g.setStroke(HouseStyle.hairline());
        g.setColor(row.apart() ? HouseStyle.INK : HouseStyle.GRID);
        g.draw(new Line2D.Double(GAP, top, full - GAP, top));
        double firstLane = top + (ROW_SPACE + LANE) / 2.0;
        double middle = firstLane + (view.series().size() - 1) * LANE / 2.0;
        g.setColor(HouseStyle.INK);
        normal.paint(g, row.label(), GAP, middle);
        for (int s = 0; s < view.series().size(); s++) {
            int series = s;
            paintLane(
                    g, row.dots().stream().filter(dot -> dot.series() == series).toList(), firstLane + s * LANE);
        }
        paintNote(g, row.note(), top + rowHeight() - NOTE / 2.0 - UNIT);
    }

    /** On a white ground: the mark and the grid pass behind it. */
    private void paintNote(Graphics2D g, String note, double y) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(x(0), y - NOTE / 2.0, small.width(note) + UNIT, NOTE));
        g.setColor(HouseStyle.INK);
        small.paint(g, note, x(0), y);
    }

    private void paintLane(Graphics2D g, List<Dot> dots, double y) {
        if (dots.isEmpty()) {
            return;
        }
        DoubleSummaryStatistics range = dots.stream().mapToDouble(Dot::value).summaryStatistics();
        g.setColor(HouseStyle.color(dots.get(0).series()));
        g.setStroke(HouseStyle.hairline());
        g.draw(new Line2D.Double(x(range.getMin()), y, x(range.getMax()), y));
        for (Dot dot : dots) {
            HouseStyle.marker(dot.series()).paint(g, x(dot.value()), y, HouseStyle.MARKER_SIZE);
        }
    }

    /** The series in one line, the mark's line and band, if there is one, in the next. */
    private void paintLegend(Graphics2D g, double y) {
        List<Double> starts = starts(view.series());
        for (int s = 0; s < view.series().size(); s++) {
            g.setColor(HouseStyle.color(s));
            HouseStyle.marker(s).paint(g, starts.get(s) + SAMPLE / 2.0, y, HouseStyle.MARKER_SIZE);
            legendText(g, view.series().get(s), starts.get(s), y);
        }
        view.mark().ifPresent(mark -> paintMarkLegend(g, mark, y + LEGEND_LINE));
    }

    private void paintMarkLegend(Graphics2D g, Mark mark, double below) {
        List<Double> marks = starts(List.of(mark.label(), mark.band()));
        double middle = marks.get(0) + SAMPLE / 2.0;
        g.setColor(HouseStyle.INK);
        g.setStroke(HouseStyle.dotted());
        g.draw(new Line2D.Double(middle, below - GAP, middle, below + GAP));
        legendText(g, mark.label(), marks.get(0), below);
        g.setColor(HouseStyle.BAND);
        g.fill(new Rectangle2D.Double(marks.get(1), below - GAP, SAMPLE, 2.0 * GAP));
        legendText(g, mark.band(), marks.get(1), below);
    }

    /** Where the entries of a centred line start. */
    private List<Double> starts(List<String> texts) {
        double width = texts.stream().mapToDouble(this::entryWidth).sum() - SAMPLE;
        double at = (full - width) / 2;
        List<Double> starts = new ArrayList<>();
        for (String text : texts) {
            starts.add(at);
            at += entryWidth(text);
        }
        return starts;
    }

    private double entryWidth(String text) {
        return SAMPLE + GAP + normal.width(text) + SAMPLE;
    }

    private void legendText(Graphics2D g, String text, double start, double y) {
        g.setColor(HouseStyle.INK);
        normal.paint(g, text, start + SAMPLE + GAP, y);
    }
}
