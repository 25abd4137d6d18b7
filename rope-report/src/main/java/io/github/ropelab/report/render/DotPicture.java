package io.github.ropelab.report.render;

import io.github.ropelab.report.render.Legend.Entry;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.DotView.Dot;
import io.github.ropelab.report.view.DotView.Mark;
import io.github.ropelab.report.view.DotView.Row;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Rows of dots, one lane per series, with the range of each lane as a line. Painted without XChart's axes, which know
 * numbers only; its markers are the same as in the other figures. Labels and notes wrap where the page is narrow.
 */
final class DotPicture implements Picture {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int LANE = 4 * UNIT;
    private static final int LABEL_LINE = 10 * UNIT;
    private static final int NOTE_LINE = 8 * UNIT;
    private static final int ROW_SPACE = 7 * UNIT;
    private static final int AXIS = 13 * UNIT;
    private static final int TITLE_LINE = 10 * UNIT;
    private static final int TICK_SPACING = 26 * UNIT;
    private static final double LABEL_SHARE = 0.36;
    private static final double OVERHANG = 0.03;

    /** A row as it will be painted. */
    private record Block(Row row, List<String> label, List<String> note, double top, double height) {
        private double bottom() {
            return top + height;
        }
    }

    private final int full;
    private final DotView view;
    private final Lettering normal = Lettering.normal();
    private final Lettering small = Lettering.small();
    private final double left;
    private final double most;
    private final double step;
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> title;
    private final Legend legend;

    DotPicture(DotView view, Style style) {
        this.full = (int) Math.round(style.widthPoints() * UNIT);
        this.view = view;
        double labels = view.rows().stream()
                .flatMap(row -> normal.lines(row.label(), LABEL_SHARE * full).stream())
                .mapToDouble(normal::width)
                .max()
                .orElse(0);
        this.left = 3.0 * GAP + labels;
        this.most = view.rows().stream()
                .flatMap(row -> row.dots().stream())
                .mapToDouble(Dot::value)
                .filter(value -> value > 0)
                .max()
                .orElse(1);
        this.step = step(most, (int) Math.max(2, (full - left) / TICK_SPACING));
        double top = GAP;
        for (Row row : view.rows()) {
            Block block = block(row, labels, top);
            blocks.add(block);
            top = block.bottom();
        }
        this.title = normal.lines(view.value().label(), full - 2.0 * GAP);
        this.legend = new Legend(entries(), full - 2.0 * GAP);
    }

    /** 1, 2 or 5 times a power of ten, so that few ticks cover the range. */
    private static double step(double most, int ticks) {
        double unit = Math.pow(10, Math.floor(Math.log10(most)) - 1);
        return unit
                * List.of(1, 2, 5, 10, 20, 50, 100).stream()
                        .filter(s -> most / (s * unit) <= ticks)
                        .findFirst()
                        .orElseThrow();
    }

    private Block block(Row row, double labels, double top) {
        List<String> label = normal.lines(row.label(), labels);
        List<String> note = row.note().isEmpty() ? List.of() : small.lines(row.note(), full - GAP - x(0));
        double lanes = view.series().size() * LANE + note.size() * NOTE_LINE;
        return new Block(row, label, note, top, ROW_SPACE + Math.max(lanes, label.size() * LABEL_LINE));
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int s = 0; s < view.series().size(); s++) {
            int series = s;
            entries.add(new Entry(view.series().get(s), view.series().get(s), (g, x, y) -> {
                g.setColor(HouseStyle.color(series));
                HouseStyle.marker(series).paint(g, x + Legend.SAMPLE / 2.0, y, HouseStyle.MARKER_SIZE);
            }));
        }
        view.mark().ifPresent(mark -> {
            entries.add(new Entry("", mark.label(), (g, x, y) -> {
                g.setColor(HouseStyle.INK);
                g.setStroke(HouseStyle.dotted());
                double middle = x + Legend.SAMPLE / 2.0;
                g.draw(new Line2D.Double(middle, y - GAP, middle, y + GAP));
            }));
            entries.add(new Entry("", mark.band(), (g, x, y) -> {
                g.setColor(HouseStyle.BAND);
                g.fill(new Rectangle2D.Double(x, y - GAP, Legend.SAMPLE, 2.0 * GAP));
            }));
        });
        return entries;
    }

    private double rowsBottom() {
        return blocks.isEmpty() ? GAP : blocks.get(blocks.size() - 1).bottom();
    }

    private double legendTop() {
        return rowsBottom() + AXIS + title.size() * TITLE_LINE + GAP;
    }

    @Override
    public int heightUnits() {
        return (int) Math.ceil(legendTop() + legend.height() + GAP);
    }

    @Override
    public int widthUnits() {
        return full;
    }

    private double x(double value) {
        double plot = full - left - 2 * GAP;
        return left + plot * (value / most + OVERHANG) / (1 + 2 * OVERHANG);
    }

    @Override
    public void paintUnits(Graphics2D g) {
        paintAxis(g);
        blocks.forEach(block -> paintRow(g, block));
        legend.paint(g, GAP, legendTop());
    }

    private void paintAxis(Graphics2D g) {
        double bottom = rowsBottom();
        view.mark().ifPresent(mark -> {
            g.setColor(HouseStyle.BAND);
            g.fill(new Rectangle2D.Double(x(mark.from()), GAP, x(mark.to()) - x(mark.from()), bottom - GAP));
        });
        for (int tick = 0; tick * step <= most * (1 + OVERHANG); tick++) {
            double at = x(tick * step);
            g.setColor(HouseStyle.GRID);
            g.setStroke(HouseStyle.hairline());
            g.draw(new Line2D.Double(at, GAP, at, bottom));
            String label = PanelChart.plain(tick * step);
            g.setColor(HouseStyle.INK);
            normal.paint(g, label, at - normal.width(label) / 2, bottom + 6.0 * UNIT);
        }
        double middle = (x(0) + x(most)) / 2;
        for (int i = 0; i < title.size(); i++) {
            double width = normal.width(title.get(i));
            double start = Math.max(GAP, Math.min(middle - width / 2, full - GAP - width));
            normal.paint(g, title.get(i), start, bottom + AXIS + (i + 0.5) * TITLE_LINE);
        }
        g.setStroke(HouseStyle.dotted());
        view.mark().map(Mark::at).ifPresent(at -> g.draw(new Line2D.Double(x(at), GAP, x(at), bottom)));
    }

    private void paintRow(Graphics2D g, Block block) {
        g.setStroke(HouseStyle.hairline());
        g.setColor(block.row().apart() ? HouseStyle.INK : HouseStyle.GRID);
        g.draw(new Line2D.Double(GAP, block.top(), full - GAP, block.top()));
        double firstLane = block.top() + (ROW_SPACE + LANE) / 2.0;
        double middle = block.top() + block.height() / 2;
        g.setColor(HouseStyle.INK);
        for (int i = 0; i < block.label().size(); i++) {
            double y = middle + (i - (block.label().size() - 1) / 2.0) * LABEL_LINE;
            normal.paint(g, block.label().get(i), GAP, y);
        }
        for (int s = 0; s < view.series().size(); s++) {
            int series = s;
            List<Dot> dots = block.row().dots().stream()
                    .filter(dot -> dot.series() == series)
                    .toList();
            if (!dots.isEmpty()) {
                double y = firstLane + s * LANE;
                SeriesGroup.paint(g, view.series().get(s), () -> paintLane(g, dots, y));
            }
        }
        double notes = firstLane + (view.series().size() - 0.5) * LANE + ROW_SPACE / 4.0;
        for (int i = 0; i < block.note().size(); i++) {
            paintNote(g, block.note().get(i), notes + (i + 0.5) * NOTE_LINE);
        }
    }

    /** On a white ground: the mark and the grid pass behind it. */
    private void paintNote(Graphics2D g, String note, double y) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(x(0), y - NOTE_LINE / 2.0, small.width(note) + UNIT, NOTE_LINE));
        g.setColor(HouseStyle.INK);
        small.paint(g, note, x(0), y);
    }

    private void paintLane(Graphics2D g, List<Dot> dots, double y) {
        DoubleSummaryStatistics range = dots.stream().mapToDouble(Dot::value).summaryStatistics();
        g.setColor(HouseStyle.color(dots.get(0).series()));
        g.setStroke(HouseStyle.hairline());
        g.draw(new Line2D.Double(x(range.getMin()), y, x(range.getMax()), y));
        for (Dot dot : dots) {
            HouseStyle.marker(dot.series()).paint(g, x(dot.value()), y, HouseStyle.MARKER_SIZE);
        }
    }
}
