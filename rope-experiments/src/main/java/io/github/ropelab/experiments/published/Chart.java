package io.github.ropelab.experiments.published;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;

/**
 * How a table is drawn: which column is what.
 *
 * @param id of its files
 * @param caption one or more sentences, as under a figure of a paper
 * @param kind of the drawing
 * @param table id of the table
 * @param x columns from left to right
 * @param y the vertical axis of {@link Kind#LINES}; the rows of {@link Kind#CELLS}
 * @param value what the cells hold; for {@link Kind#LINES} the same as {@code y}
 * @param series column with the lines' names; empty for one line. Its values appear in the legend in order of appearance
 * @param panel column with the panels' titles; empty for one panel
 * @param low column with lower ends of intervals; empty for none
 * @param high column with upper ends of intervals; empty for none
 * @param columns panels side by side
 * @param marks vertical lines
 * @param levels horizontal lines
 * @param absent why cells without a value have none, as short as a legend's entry; empty where nothing is to be said
 */
public record Chart(
        String id,
        String caption,
        Kind kind,
        String table,
        Axis x,
        Axis y,
        Axis value,
        String series,
        String panel,
        String low,
        String high,
        int columns,
        List<Mark> marks,
        List<Mark> levels,
        String absent) {
    /** Kinds of drawing. */
    public enum Kind {
        /** Lines over a numeric axis. */
        LINES,
        /** A matrix of coloured cells. */
        CELLS
    }

    /** How values become lengths. */
    public enum Scale {
        /** Equal steps. */
        LINEAR,
        /** Equal factors of two. */
        LOG2,
        /** Equal factors of ten. */
        LOG10
    }

    /**
     * An axis.
     *
     * @param column of the table
     * @param label with unit
     * @param scale of numbers
     */
    public record Axis(String column, String label, Scale scale) {
        /** With equal steps. */
        public Axis(String column, String label) {
            this(column, label, Scale.LINEAR);
        }
    }

    /**
     * A line across the panels.
     *
     * @param at value on the axis
     * @param label as short as a legend's entry
     */
    public record Mark(double at, String label) {}

    /** Copies the lists. */
    public Chart {
        marks = List.copyOf(marks);
        levels = List.copyOf(levels);
        InvalidParameter.require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "chart", id, "be lower-case words with hyphens");
        InvalidParameter.require(!caption.isBlank(), "caption of chart " + id, caption, "say what is drawn");
        InvalidParameter.require(
                low.isEmpty() == high.isEmpty(), "intervals of chart " + id, low + high, "have both ends");
        InvalidParameter.require(columns >= 1, "columns of chart " + id, columns, "be at least 1");
    }

    /** Lines, one per value of the series column. */
    public static Chart lines(String id, String caption, String table, Axis x, Axis y, String series) {
        return new Chart(id, caption, Kind.LINES, table, x, y, y, series, "", "", "", 1, List.of(), List.of(), "");
    }

    /** Coloured cells. */
    public static Chart cells(String id, String caption, String table, Axis x, Axis y, Axis value) {
        return new Chart(id, caption, Kind.CELLS, table, x, y, value, "", "", "", "", 1, List.of(), List.of(), "");
    }

    /** In one panel per value of a column, so many side by side. */
    public Chart panels(String column, int sideBySide) {
        return new Chart(
                id, caption, kind, table, x, y, value, series, column, low, high, sideBySide, marks, levels, absent);
    }

    /** With the ends of intervals around y. */
    public Chart intervals(String lowColumn, String highColumn) {
        return new Chart(
                id,
                caption,
                kind,
                table,
                x,
                y,
                value,
                series,
                panel,
                lowColumn,
                highColumn,
                columns,
                marks,
                levels,
                absent);
    }

    /** With vertical lines. */
    public Chart marked(Mark... at) {
        return new Chart(
                id, caption, kind, table, x, y, value, series, panel, low, high, columns, List.of(at), levels, absent);
    }

    /** With horizontal lines. */
    public Chart levelled(Mark... at) {
        return new Chart(
                id, caption, kind, table, x, y, value, series, panel, low, high, columns, marks, List.of(at), absent);
    }

    /** With the reason why cells without a value have none. */
    public Chart absent(String reason) {
        return new Chart(
                id, caption, kind, table, x, y, value, series, panel, low, high, columns, marks, levels, reason);
    }
}
