package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ω'/θ per rotary pair, at the longest length; strategies with equal ratios share a line. */
public record FrequencyRatios() implements Figure {
    @Override
    public String id() {
        return "frequency-ratio";
    }

    @Override
    public String title() {
        return "Frequency ratio per rotary pair";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter of = selection.filter("frequency-ratio", "ratio");
        ResultTable all = selection.rows(of);
        int length = selection.longest(all);
        Filter filter = of.and("current_length", length);
        ResultTable rows = selection.rows(filter);
        List<Panel> panels = panels(selection, rows, new Axis("frequency ratio ω' / θ", Scale.LINEAR));
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no frequency-ratio");
        }
        LineView view = new LineView(new Axis("rotary pair i (fast to slow)", Scale.LINEAR), List.of(), panels);
        String caption = "Frequency of each rotary pair against the unmodified one, for a target of " + length
                + " tokens; exact values. A ratio of 1 keeps the pair, " + trimmed(selection, length)
                + " interpolates it fully. Strategies joined by = have the same frequencies and differ elsewhere: in "
                + "positions (rerope, offset) or in the attention factor (yarn).";
        return new Drawing(view, caption, filter);
    }

    private static String trimmed(Selection selection, int length) {
        return selection.manifest().study().trainedLength() + "/" + length;
    }

    /** A panel for each kind of head. */
    static List<Panel> panels(Selection selection, ResultTable rows, Axis y) {
        return rows.rows().stream()
                .map(FrequencyRatios::geometry)
                .distinct()
                .map(geometry -> new Panel(geometry, y, lines(selection, rows.where(row -> geometry(row)
                        .equals(geometry)))))
                .toList();
    }

    static String geometry(ResultRow row) {
        return "base " + (long) row.base() + ", rotary dim " + row.rotaryDim();
    }

    /** A line per strategy, at the beginning of each range; strategies with equal values share one. */
    static List<Line> lines(Selection selection, ResultTable rows) {
        Map<List<Point>, List<String>> strategiesByPoints = new LinkedHashMap<>();
        for (String strategy : selection.strategies()) {
            List<Point> points = rows.rows().stream()
                    .filter(row -> row.strategy().equals(strategy))
                    .map(row -> Point.exact(row.from(), row.value().orElseThrow()))
                    .sorted(Comparator.comparingDouble(Point::x))
                    .toList();
            strategiesByPoints.computeIfAbsent(points, p -> new ArrayList<>()).add(strategy);
        }
        List<Line> lines = new ArrayList<>();
        strategiesByPoints.forEach((points, strategies) -> {
            if (!points.isEmpty()) {
                lines.add(new Line(String.join(" = ", strategies), selection.style(strategies.get(0)), points));
            }
        });
        return lines;
    }
}
