package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * Values in cells, in one or more panels that share a scale of colours.
 *
 * @param value what the cells hold, with unit, and how values become colours
 * @param range where the scale of colours begins and ends; empty: that of the values
 * @param middle where the scale of colours changes its hue, as at a bound or at 0; empty for one hue
 * @param absent what a cell without a value means
 * @param x label of the columns, with unit
 * @param y label of the rows, with unit; empty where they name themselves
 * @param side panels side by side, as far as they have room; further ones stand below
 * @param panels row by row
 */
public record MatrixView(
        Axis value,
        Optional<Range> range,
        OptionalDouble middle,
        String absent,
        String x,
        String y,
        int side,
        List<Panel> panels)
        implements View {
    /** Smaller numbers are written as 0 in cells: they are what rounding in double leaves of it. */
    public static final double ROUNDING = 1e-12;

    /** What a cell without a value means where nothing more is known. */
    public static final String NO_VALUE = "no value";

    private static final double MOST_WHOLE = 1e5;

    /** Copies the list. */
    public MatrixView {
        panels = List.copyOf(panels);
    }

    /** Over the range of its values. */
    public MatrixView(Axis value, OptionalDouble middle, String x, String y, int side, List<Panel> panels) {
        this(value, Optional.empty(), middle, NO_VALUE, x, y, side, panels);
    }

    /**
     * The ends of a scale of colours; values beyond look like the end.
     *
     * @param least where it begins
     * @param most where it ends
     */
    public record Range(double least, double most) {}

    /**
     * One matrix.
     *
     * @param title above it; empty for none
     * @param columns labels from left to right
     * @param rows from top to bottom
     * @param written whether cells show their numbers, where they have room
     * @param bound columns left of a line through all rows, as those within the trained length; empty for no line
     */
    public record Panel(String title, List<String> columns, List<Row> rows, boolean written, OptionalInt bound) {
        /** Without a line. */
        public Panel(String title, List<String> columns, List<Row> rows, boolean written) {
            this(title, columns, rows, written, OptionalInt.empty());
        }

        /** Copies the lists. */
        public Panel {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }

        private DoubleStream values() {
            return rows.stream().flatMap(row -> row.values().stream()).flatMapToDouble(OptionalDouble::stream);
        }

        /** Whether all values are whole numbers of a few digits, as counts and positions are. */
        public boolean whole() {
            return values().allMatch(value -> value == Math.rint(value) && Math.abs(value) < MOST_WHOLE);
        }
    }

    /**
     * A row of cells.
     *
     * @param label at its left
     * @param series what it belongs to, as a strategy; empty for nothing
     * @param values from left to right; absent where there is none
     */
    public record Row(String label, String series, List<OptionalDouble> values) {
        /** Copies the list. */
        public Row {
            values = List.copyOf(values);
        }

        /** A row that belongs to no series. */
        public Row(String label, List<OptionalDouble> values) {
            this(label, "", values);
        }
    }

    /** All values. */
    public DoubleStream values() {
        return panels.stream().flatMapToDouble(Panel::values);
    }

    /** Whether some cell has no value. */
    public boolean anyAbsent() {
        return panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .flatMap(row -> row.values().stream())
                .anyMatch(OptionalDouble::isEmpty);
    }

    /** The ends of the scale: equal steps begin at 0 where no value is below, equal factors at the least value above 0. */
    public Range ends() {
        if (range.isPresent()) {
            return range.get();
        }
        boolean linear = value.scale() == Scale.LINEAR;
        double[] placed = DoubleStream.concat(values(), middle.stream())
                .filter(x -> Double.isFinite(x) && (linear || x > 0))
                .toArray();
        double least = DoubleStream.of(placed).min().orElse(linear ? 0 : 1);
        double most = DoubleStream.of(placed).max().orElse(1);
        double begin = linear ? Math.min(0, least) : least;
        return new Range(begin, most > begin ? most : linear ? begin + 1 : 2 * begin);
    }

    @Override
    public String csv() {
        List<String> panel = new ArrayList<>();
        List<String> row = new ArrayList<>();
        List<String> column = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Panel each : panels) {
            for (Row line : each.rows()) {
                for (int c = 0; c < line.values().size(); c++) {
                    if (line.values().get(c).isPresent()) {
                        panel.add(each.title());
                        row.add(line.label());
                        column.add(each.columns().get(c));
                        values.add(line.values().get(c).getAsDouble());
                    }
                }
            }
        }
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("panel", panel);
        columns.put("row", row);
        columns.put("column", column);
        columns.put("value", values);
        return CsvText.of(columns);
    }
}
