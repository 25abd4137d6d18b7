package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Row;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** The matrix of effective distances of each strategy, at the longest length; the hue changes beyond the trained range. */
public record RelativePositions() implements Figure {
    private static final String METRIC = "effective-distance";
    private static final String QUERY = "query_";
    private static final int MOST_SIDE = 3;

    /** What tells the rows of a strategy apart beside query and key: distances of one setting are drawn. */
    private static final List<String> SETTING =
            List.of("head_dim", "rotary_dim", "base", "trained_length", "target_length");

    private record Cell(int query, int key) {}

    @Override
    public String id() {
        return "relative-positions";
    }

    @Override
    public String title() {
        return "Effective distance of queries and keys";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter all =
                new Filter(List.of()).and("metric", METRIC).and("axis", "key").and("status", ResultRow.OK);
        for (Manifest.MetricInfo metric : selection.manifest().study().metrics()) {
            if (metric.id().equals(METRIC)) {
                all = all.and("metric_parameters", metric.parameters());
                break;
            }
        }
        ResultTable found = selection.rows(all);
        if (found.rows().isEmpty()) {
            throw new NothingToDraw("the results hold no effective-distance");
        }
        Filter filter = all.and("current_length", selection.longest(found));
        for (String column : SETTING) {
            filter = filter.and(
                    column, ResultTable.text(selection.rows(filter).rows().get(0), column));
        }
        ResultTable rows = selection.rows(filter);
        List<Panel> panels = new ArrayList<>();
        for (String strategy : selection.strategies()) {
            ResultTable ofPanel = rows.where(row -> row.strategy().equals(strategy));
            if (!ofPanel.rows().isEmpty()) {
                panels.add(panel(strategy, ofPanel));
            }
        }
        ResultRow first = rows.rows().get(0);
        int limit = first.trainedLength() - 1;
        MatrixView view = new MatrixView(
                new Axis("effective distance (tokens)", Scale.LINEAR),
                Optional.empty(),
                OptionalDouble.of(limit),
                "key after the query",
                "key position (tokens)",
                "query position (tokens)",
                MOST_SIDE,
                panels);
        return new Drawing(view, caption(first, panels.get(0)), filter);
    }

    private static Panel panel(String strategy, ResultTable rows) {
        Map<Cell, Double> values = new HashMap<>();
        TreeSet<Integer> queries = new TreeSet<>();
        TreeSet<Integer> keys = new TreeSet<>();
        for (ResultRow row : rows.rows()) {
            int query = Integer.parseInt(row.statistic().substring(QUERY.length()));
            queries.add(query);
            keys.add(row.from());
            values.put(new Cell(query, row.from()), row.value().orElseThrow());
        }
        List<Row> cells = new ArrayList<>();
        for (int query : queries) {
            List<OptionalDouble> line = keys.stream()
                    .map(key -> values.get(new Cell(query, key)))
                    .map(value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value))
                    .toList();
            cells.add(new Row(Integer.toString(query), strategy, line));
        }
        return new Panel(strategy, keys.stream().map(String::valueOf).toList(), cells, false);
    }

    private static String caption(ResultRow row, Panel panel) {
        int cells = panel.rows().size();
        String blocks = cells < row.currentLength()
                ? "Each cell is a block of " + row.currentLength() / cells
                        + " queries and keys: its last query and first key, at "
                : "Every query and key, at ";
        return blocks + row.currentLength() + " tokens; exact values. Orange to violet: distances beyond "
                + (row.trainedLength() - 1) + " tokens, the longest that training has shown (trained length "
                + row.trainedLength() + " tokens). Strategies that slow their pairs by different factors have no such "
                + "matrix.";
    }
}
