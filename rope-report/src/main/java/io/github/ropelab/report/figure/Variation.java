package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.DotView.Dot;
import io.github.ropelab.report.view.DotView.Row;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every head and draw as a dot, and how far they scatter against the standard error inside of one. */
public record Variation() implements Figure {
    @Override
    public String id() {
        return "variation";
    }

    @Override
    public String title() {
        return "Heads and draws one by one";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        Filter outputs = selection.driftFilter("output-error", "mean").and("axis", "all");
        boolean onOutputs = !selection.rows(outputs).rows().isEmpty();
        Filter all = onOutputs
                ? outputs
                : selection.driftFilter("kl", "reference_strategy").and("axis", "all");
        int length = selection.longest(selection.rows(all));
        Filter filter = all.and("current_length", length);
        ResultTable rows = selection.rows(filter);
        if (rows.rows().stream().map(ResultRow::arithmetic).distinct().count() > 1) {
            throw new NothingToDraw("precisions differ by orders of magnitude, which one axis of equal steps hides");
        }
        List<Row> drawn = new ArrayList<>();
        for (String strategy : selection.drifting()) {
            ResultTable ofRow = rows.where(row -> row.strategy().equals(strategy));
            if (ofRow.rows().size() > 1) {
                drawn.add(row(selection, strategy, ofRow));
            }
        }
        if (drawn.isEmpty()) {
            throw new NothingToDraw("the results hold no output-error and no kl of several heads or draws");
        }
        DotView view = new DotView(
                new Axis(onOutputs ? "output error ‖Δo‖/‖o‖" : "KL divergence (nats)", Scale.LINEAR),
                Optional.empty(),
                selection.data(),
                drawn);
        String caption = "Each dot is a head or a draw (" + Captions.counts(selection) + "): mean over its rows from "
                + selection.manifest().study().firstRow() + " on, at " + length + " tokens, reference "
                + selection.manifest().study().reference()
                + ". Below each row: standard deviation over heads or draws / median standard error inside of one, which "
                + "knows only how its rows scatter. Lines: ranges.";
        return new Drawing(view, caption, filter);
    }

    private static Row row(Selection selection, String strategy, ResultTable rows) {
        List<Dot> dots = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String data : selection.data()) {
            List<ResultRow> ofData = rows.where(row -> row.data().equals(data)).rows();
            for (ResultRow row : ofData) {
                double value = row.value().orElseThrow();
                dots.add(new Dot(selection.data().indexOf(data), strategy, row.reference(), slice(row), value));
            }
            if (ofData.size() > 1) {
                notes.add(data + " " + scatter(ofData));
            }
        }
        return new Row(strategy, String.join(", ", notes), false, dots);
    }

    private static String slice(ResultRow row) {
        return row.seed().isPresent()
                ? "draw " + row.seed().getAsInt()
                : "layer " + row.layer().orElse(0) + ", head " + row.head().orElse(0);
    }

    private static String scatter(List<ResultRow> rows) {
        Estimate over =
                Estimate.of(rows.stream().map(row -> row.value().orElseThrow()).toList());
        double deviation = over.standardError() * Math.sqrt(over.n());
        double[] inside = rows.stream()
                .flatMapToDouble(row -> row.standardError().stream())
                .sorted()
                .toArray();
        String error = inside.length == 0
                ? "unknown"
                : number((inside[(inside.length - 1) / 2] + inside[inside.length / 2]) / 2);
        return number(deviation) + " / " + error;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }
}
