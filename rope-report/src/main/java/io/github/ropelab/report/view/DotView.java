package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dots in named rows over one linear axis that starts at 0.
 *
 * @param value the horizontal axis
 * @param mark what all rows are compared with; empty for none
 * @param series names in the legend
 * @param rows from top to bottom
 */
public record DotView(Axis value, Optional<Mark> mark, List<String> series, List<Row> rows) implements View {
    /** Copies the lists. */
    public DotView {
        series = List.copyOf(series);
        rows = List.copyOf(rows);
    }

    /**
     * A vertical line inside of a band, through all rows.
     *
     * @param at value of the line
     * @param label of the line in the legend
     * @param from where the band begins
     * @param to where it ends
     * @param band its label in the legend
     */
    public record Mark(double at, String label, double from, double to, String band) {}

    /**
     * A row.
     *
     * @param label at its left
     * @param note below its dots
     * @param apart whether a rule separates it from the row above
     * @param dots in it
     */
    public record Row(String label, String note, boolean apart, List<Dot> dots) {
        /** Copies the list. */
        public Row {
            dots = List.copyOf(dots);
        }
    }

    /**
     * A dot.
     *
     * @param series index of its series
     * @param a what is compared
     * @param b with what
     * @param setting where
     * @param value the number
     */
    public record Dot(int series, String a, String b, String setting, double value) {}

    private record Line(Row row, Dot dot) {}

    @Override
    public String csv() {
        List<Line> lines = new ArrayList<>();
        rows.forEach(row -> row.dots().forEach(dot -> lines.add(new Line(row, dot))));
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("row", column(lines, line -> line.row().label()));
        columns.put("series", column(lines, line -> series.get(line.dot().series())));
        columns.put("a", column(lines, line -> line.dot().a()));
        columns.put("b", column(lines, line -> line.dot().b()));
        columns.put("setting", column(lines, line -> line.dot().setting()));
        columns.put("value", column(lines, line -> line.dot().value()));
        return CsvText.of(columns);
    }

    private static <T> List<T> column(List<Line> lines, Function<Line, T> value) {
        return lines.stream().map(value).toList();
    }
}
