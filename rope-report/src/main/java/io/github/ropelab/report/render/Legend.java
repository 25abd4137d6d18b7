package io.github.ropelab.report.render;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** Samples with names below a picture, in as many columns as fit; long names wrap. Lengths are units. */
final class Legend {
    private static final int UNIT = HouseStyle.UNITS;
    private static final int GAP = 4 * UNIT;
    private static final int COLUMN_GAP = 10 * UNIT;
    private static final int LINE = 11 * UNIT;

    /** Width of a sample. */
    static final int SAMPLE = 20 * UNIT;

    /** Paints a sample whose left end stands at (x, y). */
    interface Sample {
        void paint(Graphics2D g, double x, double y);
    }

    /**
     * An entry.
     *
     * @param series whose group it belongs to; empty for what belongs to none
     * @param text beside the sample
     * @param sample what it looks like in the picture
     */
    record Entry(String series, String text, Sample sample) {}

    private record Cell(Entry entry, List<String> lines, double width) {}

    private final Lettering lettering = Lettering.normal();
    private final double width;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Double> columns;

    Legend(List<Entry> entries, double width) {
        this.width = width;
        for (Entry entry : entries) {
            List<String> lines = lettering.lines(entry.text(), width - SAMPLE - GAP);
            double text = lines.stream().mapToDouble(lettering::width).max().orElse(0);
            cells.add(new Cell(entry, lines, SAMPLE + GAP + text));
        }
        this.columns = columns();
    }

    /** Widths of the columns: as many columns as fit. */
    private List<Double> columns() {
        for (int count = Math.max(1, cells.size()); count > 1; count--) {
            List<Double> widths = widths(count);
            if (sum(widths) <= width) {
                return widths;
            }
        }
        return widths(1);
    }

    private List<Double> widths(int count) {
        List<Double> widths = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            double most = 0;
            for (int i = c; i < cells.size(); i += count) {
                most = Math.max(most, cells.get(i).width());
            }
            widths.add(most);
        }
        return widths;
    }

    private static double sum(List<Double> widths) {
        return widths.stream().mapToDouble(w -> w).sum() + COLUMN_GAP * (widths.size() - 1);
    }

    private int lines(int first) {
        return cells.subList(first, Math.min(cells.size(), first + columns.size())).stream()
                .mapToInt(cell -> cell.lines().size())
                .max()
                .orElse(0);
    }

    double height() {
        double height = 0;
        for (int first = 0; first < cells.size(); first += columns.size()) {
            height += lines(first) * LINE;
        }
        return height;
    }

    /** Paints the entries, centred, below a height. */
    void paint(Graphics2D g, double left, double top) {
        double y = top;
        for (int first = 0; first < cells.size(); first += columns.size()) {
            double x = left + (width - sum(columns)) / 2;
            for (int c = 0; c < columns.size() && first + c < cells.size(); c++) {
                Cell cell = cells.get(first + c);
                double startX = x;
                double startY = y + LINE / 2.0;
                if (cell.entry().series().isEmpty()) {
                    paint(g, cell, startX, startY);
                } else {
                    SeriesGroup.paint(g, cell.entry().series(), () -> paint(g, cell, startX, startY));
                }
                x += columns.get(c) + COLUMN_GAP;
            }
            y += lines(first) * LINE;
        }
    }

    private void paint(Graphics2D g, Cell cell, double x, double y) {
        cell.entry().sample().paint(g, x, y);
        g.setColor(HouseStyle.INK);
        for (int i = 0; i < cell.lines().size(); i++) {
            lettering.paint(g, cell.lines().get(i), x + SAMPLE + GAP, y + i * LINE);
        }
    }
}
