package io.github.ropelab.report.render;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Samples with names below a picture, in as many columns as fit, row by row or, where that takes fewer
 * lines, column by column; long names wrap. Lengths are units. */
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
    private List<Double> columns = List.of();
    private int rows;
    private boolean downwards;

    Legend(List<Entry> entries, double width) {
        this.width = width;
        for (Entry entry : entries) {
            List<String> lines = lettering.lines(entry.text(), width - SAMPLE - GAP);
            double text = lines.stream().mapToDouble(lettering::width).max().orElse(0);
            cells.add(new Cell(entry, lines, SAMPLE + GAP + text));
        }
        arrange();
    }

    /** As few rows as fit. */
    private void arrange() {
        for (rows = 1; ; rows++) {
            for (boolean down : new boolean[] {false, true}) {
                downwards = down;
                columns = widths((cells.size() + rows - 1) / rows);
                if (rows >= cells.size() || sum(columns) <= width) {
                    return;
                }
            }
        }
    }

    private List<Double> widths(int count) {
        List<Double> widths = new ArrayList<>(Collections.nCopies(count, 0.0));
        for (int i = 0; i < cells.size(); i++) {
            int column = downwards ? i / rows : i % count;
            widths.set(column, Math.max(widths.get(column), cells.get(i).width()));
        }
        return widths;
    }

    /** The entries of a row. */
    private List<Cell> row(int row) {
        List<Cell> entries = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int i = downwards ? column * rows + row : row * columns.size() + column;
            if (i < cells.size()) {
                entries.add(cells.get(i));
            }
        }
        return entries;
    }

    private static double sum(List<Double> widths) {
        return widths.stream().mapToDouble(w -> w).sum() + COLUMN_GAP * (widths.size() - 1);
    }

    private static int lines(List<Cell> row) {
        return row.stream().mapToInt(cell -> cell.lines().size()).max().orElse(0);
    }

    double height() {
        double height = 0;
        for (int row = 0; row < rows; row++) {
            height += lines(row(row)) * LINE;
        }
        return height;
    }

    /** Paints the entries, centred, below a height. */
    void paint(Graphics2D g, double left, double top) {
        double y = top;
        for (int row = 0; row < rows; row++) {
            double x = left + (width - sum(columns)) / 2;
            for (int c = 0; c < row(row).size(); c++) {
                Cell cell = row(row).get(c);
                double startX = x;
                double startY = y + LINE / 2.0;
                if (cell.entry().series().isEmpty()) {
                    paint(g, cell, startX, startY);
                } else {
                    SeriesGroup.paint(g, cell.entry().series(), () -> paint(g, cell, startX, startY));
                }
                x += columns.get(c) + COLUMN_GAP;
            }
            y += lines(row(row)) * LINE;
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
