package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Lines of what a model's output tells, a strategy each: means over windows of text. */
final class ModelLines {
    /** What bands are, for captions. */
    static final String WINDOWS = "means over windows of text with 95 % intervals (Student)";

    private ModelLines() {}

    /** The lines of some rows of one model, over what a function makes of a row. */
    static List<Line> of(Selection selection, ResultTable rows, ToDoubleFunction<ResultRow> x) {
        List<Line> lines = new ArrayList<>();
        for (String strategy : selection.labels()) {
            Map<Double, List<Double>> values = new TreeMap<>();
            rows.rows().stream().filter(row -> row.strategy().equals(strategy)).forEach(row -> values.computeIfAbsent(
                            x.applyAsDouble(row), at -> new ArrayList<>())
                    .add(row.value().orElseThrow()));
            List<Point> points = new ArrayList<>();
            values.forEach((at, of) -> points.add(Captions.point(at, Estimate.of(of))));
            if (!points.isEmpty()) {
                lines.add(new Line(strategy, selection.style(strategy), points));
            }
        }
        return lines;
    }

    /** The trained length of the rows' model, if some are of longer texts. */
    static List<Mark> trained(ResultTable rows) {
        ResultRow longest = longest(rows);
        return longest.currentLength() > longest.trainedLength()
                ? List.of(new Mark(longest.trainedLength(), "trained length"))
                : List.of();
    }

    /** A row of the longest text. */
    static ResultRow longest(ResultTable rows) {
        return rows.rows().stream()
                .reduce((a, b) -> b.currentLength() > a.currentLength() ? b : a)
                .orElseThrow();
    }

    /** "tiny-llama: n = 16 windows". */
    static String windows(String data, ResultTable rows) {
        return seeds(data, rows, "window");
    }

    /** How many seeds the rows are of, under the name that they have there. */
    static String seeds(String data, ResultTable rows, String name) {
        long seeds = rows.rows().stream().map(ResultRow::seed).distinct().count();
        return data + ": n = " + seeds + " " + name + (seeds == 1 ? "" : "s");
    }

    /** "tiny-llama 256 tokens". */
    static String trainedLengths(List<ResultRow> ofModels) {
        return ofModels.stream()
                .map(row -> row.data() + " " + row.trainedLength() + " tokens")
                .collect(Collectors.joining(", "));
    }
}
