package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;

/** NLL of a model against the position of the predicted token, at the longest length, under every strategy. */
public record NllByPosition() implements Figure {
    /** Trained ranges from which on the first would be too narrow to read on an axis of equal steps. */
    private static final int MANY_RANGES = 4;

    @Override
    public String id() {
        return "nll-by-position";
    }

    @Override
    public String title() {
        return "Loss of the model against position";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        List<Filter> filters = new ArrayList<>();
        List<ResultRow> longest = new ArrayList<>();
        List<String> windows = new ArrayList<>();
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            Filter all = selection.filter("nll", "mean").and("axis", "position").and("data", data);
            if (!selection.rows(all).rows().isEmpty()) {
                Filter filter = all.and("current_length", selection.longest(selection.rows(all)));
                ResultTable rows = selection.rows(filter);
                filters.add(filter);
                longest.add(ModelLines.longest(rows));
                windows.add(ModelLines.windows(data, rows));
                panels.add(new Panel(
                        data,
                        new Axis("NLL (nats per token)", Scale.LINEAR),
                        ModelLines.trained(rows),
                        ModelLines.of(selection, rows, row -> (row.from() + row.to()) / 2.0)));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no nll by position: no model was run");
        }
        boolean far = longest.stream().anyMatch(row -> row.currentLength() >= (long) MANY_RANGES * row.trainedLength());
        LineView view = new LineView(
                new Axis("position of the predicted token (tokens)", far ? Scale.LOG2 : Scale.LINEAR),
                List.of(),
                panels);
        String lengths = String.join(
                ", ",
                longest.stream()
                        .map(row -> row.currentLength() + " tokens of " + row.data())
                        .toList());
        String caption = "Negative log-likelihood of the tokens of held-out text in one pass over " + lengths
                + ", by their position: means over ranges of positions, drawn in their middle, and "
                + ModelLines.WINDOWS + " (" + String.join(", ", windows) + "). Dotted: trained length, "
                + ModelLines.trainedLengths(longest) + ".";
        return new Drawing(view, "", caption, filters);
    }
}
