package io.github.ropelab.report.reproduction;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers of a chart, out of its table. */
public final class ChartView {
    private final Chart chart;
    private final DataTable table;

    private ChartView(Chart chart, DataTable table) {
        this.chart = chart;
        this.table = table;
    }

    /**
     * What a chart draws of its table. A row without an x or y is left out, and so is a point at or below 0 where an axis is
     * logarithmic; lines of thousands of points are thinned.
     *
     * @throws InvalidParameter if nothing is left to draw
     */
    public static View of(Chart chart, DataTable table) {
        ChartView view = new ChartView(chart, table);
        return switch (chart.kind()) {
            case LINES -> view.lines();
            case CELLS -> view.cells();
        };
    }

    /** The chart's caption, with what its logarithmic axes leave out. */
    public static String caption(Chart chart, DataTable table) {
        long left = chart.kind() == Chart.Kind.LINES
                ? table.rows().stream()
                        .filter(row -> new ChartView(chart, table).without(row))
                        .count()
                : 0;
        String points = left == 1 ? "1 point" : left + " points";
        return chart.caption()
                + (left == 0 ? "" : " Left out: " + points + " at or below 0, which a logarithmic axis does not show.");
    }

    /** What a chart draws in one line, for those who do not see it: its axes, lines and panels. */
    public static String drawn(Chart chart, DataTable table) {
        ChartView view = new ChartView(chart, table);
        String axes = chart.kind() == Chart.Kind.CELLS
                ? "Cells: " + chart.value().label() + " by " + chart.x().label() + " and "
                        + chart.y().label()
                : chart.y().label() + " over " + chart.x().label();
        return axes
                + view.named(". Lines: ", chart.series())
                + (!chart.panel().isEmpty() && chart.panel().equals(chart.series())
                        ? ", each in a panel"
                        : view.named(". Panels: ", chart.panel()));
    }

    /** The names in a column of the rows that are drawn; they may hold commas. */
    private String named(String what, String column) {
        if (column.isEmpty()) {
            return "";
        }
        return table.rows().stream()
                .filter(row -> chart.kind() == Chart.Kind.CELLS || point(row) && !without(row))
                .map(row -> text(row, column))
                .distinct()
                .collect(Collectors.joining("; ", what, ""));
    }

    private boolean point(List<Object> row) {
        return number(row, chart.x().column()).isPresent()
                && number(row, chart.y().column()).isPresent();
    }

    /** Whether a row has a point that a logarithmic axis cannot show. */
    private boolean without(List<Object> row) {
        OptionalDouble x = number(row, chart.x().column());
        OptionalDouble y = number(row, chart.y().column());
        return x.isPresent()
                && y.isPresent()
                && !(shows(chart.x(), x.getAsDouble()) && shows(chart.y(), y.getAsDouble()));
    }

    private static boolean shows(Chart.Axis axis, double value) {
        return axis.scale() == Chart.Scale.LINEAR || value > 0;
    }

    private View lines() {
        List<String> series = distinct(chart.series());
        List<Panel> panels = new ArrayList<>();
        byText(chart.panel())
                .forEach((title, rows) -> panels.add(new Panel(title, axis(chart.y()), lines(rows, series))));
        int count = panels.stream().mapToInt(panel -> panel.lines().size()).sum();
        InvalidParameter.require(count > 0, "chart " + chart.id(), table.id(), "have a point to draw");
        return new LineView(
                axis(chart.x()),
                marks(chart.x(), chart.marks()),
                marks(chart.y(), chart.levels()),
                chart.columns(),
                false,
                panels.stream().map(panel -> thinned(panel, count)).toList());
    }

    private Panel thinned(Panel panel, int count) {
        Scale scale = axis(chart.x()).scale();
        return new Panel(
                panel.title(),
                panel.y(),
                panel.lines().stream()
                        .map(line -> new Line(line.series(), line.style(), Thinned.of(line.points(), scale, count)))
                        .toList());
    }

    private List<Line> lines(List<List<Object>> rows, List<String> series) {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        for (List<Object> row : rows) {
            OptionalDouble x = number(row, chart.x().column());
            OptionalDouble y = number(row, chart.y().column());
            if (x.isPresent() && y.isPresent() && !without(row)) {
                double low = chart.low().isEmpty()
                        ? y.getAsDouble()
                        : number(row, chart.low()).orElse(y.getAsDouble());
                double high = chart.high().isEmpty()
                        ? y.getAsDouble()
                        : number(row, chart.high()).orElse(y.getAsDouble());
                points.computeIfAbsent(text(row, chart.series()), name -> new ArrayList<>())
                        .add(new Point(x.getAsDouble(), y.getAsDouble(), low, high, 1));
            }
        }
        List<Line> lines = new ArrayList<>();
        points.forEach((name, line) -> lines.add(new Line(name, series.indexOf(name), line)));
        return lines;
    }

    private View cells() {
        List<MatrixView.Panel> panels = new ArrayList<>();
        byText(chart.panel()).forEach((title, rows) -> panels.add(matrix(title, rows)));
        return new MatrixView(
                axis(chart.value()),
                Optional.empty(),
                OptionalDouble.empty(),
                chart.absent().isEmpty() ? MatrixView.NO_VALUE : chart.absent(),
                chart.x().label(),
                chart.y().label(),
                chart.columns(),
                panels);
    }

    private MatrixView.Panel matrix(String title, List<List<Object>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        Map<String, Map<String, OptionalDouble>> cells = new LinkedHashMap<>();
        for (List<Object> row : rows) {
            String column = text(row, chart.x().column());
            columns.add(column);
            cells.computeIfAbsent(text(row, chart.y().column()), label -> new LinkedHashMap<>())
                    .put(column, number(row, chart.value().column()));
        }
        List<MatrixView.Row> lines = new ArrayList<>();
        cells.forEach((label, values) -> lines.add(new MatrixView.Row(
                label,
                columns.stream()
                        .map(column -> values.getOrDefault(column, OptionalDouble.empty()))
                        .toList())));
        return new MatrixView.Panel(title, List.copyOf(columns), lines, true);
    }

    private Map<String, List<List<Object>>> byText(String column) {
        Map<String, List<List<Object>>> groups = new LinkedHashMap<>();
        for (List<Object> row : table.rows()) {
            groups.computeIfAbsent(text(row, column), name -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private List<String> distinct(String column) {
        return List.copyOf(byText(column).keySet());
    }

    private String text(List<Object> row, String column) {
        return column.isEmpty() ? "" : Shown.cell(row.get(table.index(column)));
    }

    private OptionalDouble number(List<Object> row, String column) {
        Object value = row.get(table.index(column));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(((Number) value).doubleValue());
    }

    private static Axis axis(Chart.Axis axis) {
        return new Axis(axis.label(), Scale.valueOf(axis.scale().name()));
    }

    private static List<Mark> marks(Chart.Axis axis, List<Chart.Mark> marks) {
        marks.forEach(mark -> InvalidParameter.require(
                shows(axis, mark.at()), "mark " + mark.label(), mark.at(), "be above 0 on a logarithmic axis"));
        return marks.stream().map(mark -> new Mark(mark.at(), mark.label())).toList();
    }
}
