package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Range;
import io.github.ropelab.report.view.MatrixView.Row;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which share of the distances turns a pair by an angle beyond its trained range, per strategy and pair, at the longest length. */
public record PhaseCoverage() implements Figure {
    private static final int MOST_SIDE = 3;

    @Override
    public String id() {
        return "phase-coverage";
    }

    @Override
    public String title() {
        return "Angles beyond the trained range per pair";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter of = selection.filter("phase-coverage", "beyond_range").and("axis", "pair");
        ResultTable all = selection.rows(of);
        int length = selection.longest(all);
        Filter ofLength = of.and("current_length", length);
        int target = selection.rows(ofLength).rows().stream()
                .mapToInt(ResultRow::targetLength)
                .max()
                .orElseThrow(() -> new NothingToDraw("the results hold no phase-coverage"));
        Filter filter = ofLength.and("target_length", target);
        ResultTable rows = selection.rows(filter);
        List<Panel> panels = new ArrayList<>();
        for (String geometry :
                rows.rows().stream().map(FrequencyRatios::geometry).distinct().toList()) {
            panels.add(panel(selection, geometry, rows.where(row -> FrequencyRatios.geometry(row)
                    .equals(geometry))));
        }
        MatrixView view = new MatrixView(
                new Axis("share of distances beyond the trained range", Scale.LINEAR),
                Optional.of(new Range(0, 1)),
                OptionalDouble.empty(),
                "no such pair",
                "rotary pair i (fast to slow)",
                "",
                MOST_SIDE,
                panels);
        String caption = "Share of the distances below the current length, " + length
                + " tokens, at which a rotary pair has turned farther than ever in training, where the trained length is "
                + selection.manifest().study().trainedLength()
                + " tokens; exact values. 0 for pairs that turn at least once within the trained length: they have seen "
                + "every angle. A strategy whose row is palest throughout keeps all angles inside of the trained range.";
        return new Drawing(view, caption, filter);
    }

    private static Panel panel(Selection selection, String geometry, ResultTable rows) {
        TreeSet<Integer> pairs =
                rows.rows().stream().map(ResultRow::from).collect(Collectors.toCollection(TreeSet::new));
        List<Row> cells = new ArrayList<>();
        for (String strategy : selection.strategies()) {
            Map<Integer, Double> values = rows.rows().stream()
                    .filter(row -> row.strategy().equals(strategy))
                    .sorted(Comparator.comparingInt(ResultRow::from))
                    .collect(
                            Collectors.toMap(ResultRow::from, row -> row.value().orElseThrow()));
            if (!values.isEmpty()) {
                List<OptionalDouble> line = pairs.stream()
                        .map(pair ->
                                values.containsKey(pair) ? OptionalDouble.of(values.get(pair)) : OptionalDouble.empty())
                        .toList();
                cells.add(new Row(strategy, strategy, line));
            }
        }
        return new Panel(geometry, pairs.stream().map(String::valueOf).toList(), cells, false);
    }
}
