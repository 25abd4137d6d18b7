package io.github.ropelab.report.figure;

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
import java.util.List;
import java.util.OptionalDouble;

/** Change of attention per strategy and current length: of its output, else of its weights, else of its scores. */
public record StrategyByLength() implements Figure {
    private record Quantity(String metric, String statistic, String label, String words) {}

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity(
                    "output-error", "mean", "output error ‖Δo‖/‖o‖", "Relative change of the attention output from "),
            new Quantity("kl", "reference_strategy", "KL divergence (nats)", "KL divergence of attention from "),
            new Quantity(
                    "score-drift",
                    "mean_abs",
                    "mean |Δscore| (logit)",
                    "Mean absolute change of pre-softmax scores from "));

    @Override
    public String id() {
        return "strategy-by-length";
    }

    @Override
    public String title() {
        return "Change of attention per strategy and length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        for (Quantity quantity : QUANTITIES) {
            Filter filter = selection
                    .driftFilter(quantity.metric(), quantity.statistic())
                    .and("axis", "all");
            ResultTable rows = selection.rows(filter);
            if (!rows.rows().isEmpty()) {
                return draw(selection, quantity, filter, rows);
            }
        }
        throw new NothingToDraw("the results hold no output-error, no kl and no score-drift over all rows");
    }

    private static Drawing draw(Selection selection, Quantity quantity, Filter filter, ResultTable rows)
            throws NothingToDraw {
        List<Integer> lengths = rows.rows().stream()
                .map(ResultRow::currentLength)
                .distinct()
                .sorted()
                .toList();
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            List<Row> cells = new ArrayList<>();
            for (String strategy : selection.drifting()) {
                ResultTable ofRow = rows.where(
                        row -> row.data().equals(data) && row.strategy().equals(strategy));
                if (!ofRow.rows().isEmpty()) {
                    cells.add(new Row(
                            strategy,
                            strategy,
                            lengths.stream().map(length -> mean(ofRow, length)).toList()));
                }
            }
            if (!cells.isEmpty()) {
                panels.add(new Panel(data, lengths.stream().map(String::valueOf).toList(), cells, true));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no strategy beside the reference");
        }
        Scale scale = Captions.scale(rows);
        MatrixView view = new MatrixView(
                new Axis(quantity.label(), scale),
                OptionalDouble.empty(),
                "current length (tokens)",
                "",
                panels.size(),
                panels);
        String caption = quantity.words() + selection.manifest().study().reference() + ", mean over rows from "
                + selection.manifest().study().firstRow() + " on: means over heads or draws ("
                + Captions.counts(selection) + ") by the current length; trained length "
                + selection.manifest().study().trainedLength() + " tokens. Darker is farther"
                + (scale == Scale.LINEAR ? "." : ", in equal factors; 0 looks like the least value above it.")
                + (rounded(view)
                        ? " Written as 0: numbers below " + MatrixView.ROUNDING + ", which rounding leaves of 0."
                        : "");
        return new Drawing(view, caption, filter);
    }

    private static boolean rounded(MatrixView view) {
        return view.panels().stream()
                .flatMap(panel -> panel.rows().stream())
                .flatMap(row -> row.values().stream())
                .flatMapToDouble(OptionalDouble::stream)
                .anyMatch(value -> value > 0 && value < MatrixView.ROUNDING);
    }

    private static OptionalDouble mean(ResultTable rows, int length) {
        return Selection.estimate(rows, row -> row.currentLength() == length)
                .map(estimate -> OptionalDouble.of(estimate.mean()))
                .orElse(OptionalDouble.empty());
    }
}
