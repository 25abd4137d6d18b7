package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.Manifest;
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

/** NLL of the same last tokens of a text against the length of what the model reads, under every strategy. */
public record NllByLength() implements Figure {
    private static final String METRIC = "nll";

    @Override
    public String id() {
        return "nll-by-length";
    }

    @Override
    public String title() {
        return "Loss of the model on the same tokens against length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        List<Filter> filters = new ArrayList<>();
        List<ResultRow> longest = new ArrayList<>();
        List<String> windows = new ArrayList<>();
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            Filter filter =
                    selection.filter(METRIC, "target").and("axis", "all").and("data", data);
            ResultTable ofModel = selection.rows(filter);
            if (severalLengths(ofModel)) {
                filters.add(filter);
                longest.add(ModelLines.longest(ofModel));
                windows.add(ModelLines.windows(data, ofModel));
                panels.add(new Panel(
                        data,
                        new Axis("NLL of the last tokens (nats per token)", Scale.LINEAR),
                        ModelLines.trained(ofModel),
                        ModelLines.of(selection, ofModel, ResultRow::currentLength)));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no nll of the last tokens of a model at two lengths or more");
        }
        String parameters = selection.manifest().study().metrics().stream()
                .filter(info -> info.id().equals(METRIC))
                .map(Manifest.MetricInfo::parameters)
                .filter(text -> !text.isEmpty())
                .map(text -> " (" + text + ")")
                .findFirst()
                .orElse("");
        LineView view = new LineView(new Axis("length (tokens)", Scale.LOG2), List.of(), panels);
        String caption = "Negative log-likelihood of the last tokens of a text" + parameters
                + " after as much text before them as the length says: the same tokens at every length; "
                + ModelLines.WINDOWS + " (" + String.join(", ", windows)
                + "). That a loss stays low beyond the trained length says that nothing broke, not that far text is used. "
                + "Dotted: trained length, " + ModelLines.trainedLengths(longest) + ".";
        return new Drawing(view, "", caption, filters);
    }

    private static boolean severalLengths(ResultTable rows) {
        return rows.rows().stream().map(ResultRow::currentLength).distinct().count() > 1;
    }
}
