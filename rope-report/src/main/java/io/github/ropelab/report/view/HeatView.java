package io.github.ropelab.report.view;

import java.util.List;

/**
 * Values above 0 in cells, as rows from top to bottom and columns from left to right, over a logarithmic scale of colours
 * that changes at a bound.
 *
 * @param value what the cells hold, with unit
 * @param least the scale begins here; smaller values look like it
 * @param bound values above it count
 * @param most the scale ends here
 * @param rows labels, a row each; empty for a row without one
 * @param cells [rows][columns]
 */
public record HeatView(String value, double least, double bound, double most, List<String> rows, float[][] cells) {
    /** Copies the list. The cells are not copied. */
    public HeatView {
        rows = List.copyOf(rows);
    }

    /** Columns. */
    public int columns() {
        return cells[0].length;
    }

    /** Where a value stands on the scale, from 0 to 1. */
    public double share(double x) {
        double at = Math.log(x / least) / Math.log(most / least);
        return Double.isNaN(at) ? 1 : Math.max(0, Math.min(1, at));
    }
}
