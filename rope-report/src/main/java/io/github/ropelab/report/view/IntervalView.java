package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.report.stats.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Estimates with intervals in named rows, in one or more panels with a horizontal axis each.
 *
 * @param mark what the estimates are held against, as 0
 * @param side panels side by side, which share their rows' labels; further ones stand below
 * @param panels row by row
 */
public record IntervalView(Mark mark, int side, List<Panel> panels) implements View {
    /** Copies the list. */
    public IntervalView {
        panels = List.copyOf(panels);
    }

    /**
     * One set of rows.
     *
     * @param title above it; empty for none
     * @param x its horizontal axis
     * @param rows from top to bottom
     */
    public record Panel(String title, Axis x, List<Row> rows) {
        /** Copies the list. */
        public Panel {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A row.
     *
     * @param label at its left
     * @param style index of colour and marker
     * @param middle the estimate
     * @param interval absent where there are too few values for one
     * @param n values or pairs
     * @param filled whether the row counts as shown: its marker is filled
     * @param note at its right, as stars of significance; empty for none
     */
    public record Row(
            String label, int style, double middle, Optional<Interval> interval, long n, boolean filled, String note) {}

    private record Line(String panel, Row row) {}

    @Override
    public String csv() {
        List<Line> lines = new ArrayList<>();
        panels.forEach(panel -> panel.rows().forEach(row -> lines.add(new Line(panel.title(), row))));
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("panel", column(lines, Line::panel));
        columns.put("row", column(lines, line -> line.row().label()));
        columns.put("value", column(lines, line -> line.row().middle()));
        columns.put(
                "low",
                column(lines, line -> line.row().interval().map(Interval::low).orElse(null)));
        columns.put(
                "high",
                column(lines, line -> line.row().interval().map(Interval::high).orElse(null)));
        columns.put("n", column(lines, line -> line.row().n()));
        columns.put("shown", column(lines, line -> String.valueOf(line.row().filled())));
        return CsvText.of(columns);
    }

    private static <T> List<T> column(List<Line> lines, Function<Line, T> value) {
        List<T> values = new ArrayList<>();
        lines.forEach(line -> values.add(value.apply(line)));
        return values;
    }
}
