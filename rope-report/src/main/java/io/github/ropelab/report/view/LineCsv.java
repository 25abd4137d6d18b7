package io.github.ropelab.report.view;

import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The numbers of a figure as CSV: panel, series, x, y, ends of the interval, n. */
final class LineCsv {
    private record Row(String panel, String series, LineView.Point point) {}

    private LineCsv() {}

    /** Exactly the drawn points, in drawing order. */
    static String of(LineView view) {
        List<Row> rows = new ArrayList<>();
        for (LineView.Panel panel : view.panels()) {
            for (LineView.Line line : panel.lines()) {
                line.points().forEach(point -> rows.add(new Row(panel.title(), line.series(), point)));
            }
        }
        Map<String, List<?>> columns = new LinkedHashMap<>();
        columns.put("panel", column(rows, Row::panel));
        columns.put("series", column(rows, Row::series));
        columns.put("x", column(rows, row -> row.point().x()));
        columns.put("y", column(rows, row -> row.point().y()));
        columns.put("low", column(rows, row -> row.point().low()));
        columns.put("high", column(rows, row -> row.point().high()));
        columns.put("n", column(rows, row -> row.point().n()));
        return CsvText.of(columns);
    }

    private static <T> List<T> column(List<Row> rows, Function<Row, T> value) {
        return rows.stream().map(value).toList();
    }
}
