package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.figure.Figure.Drawing;
import io.github.ropelab.report.figure.Figure.NothingToDraw;
import io.github.ropelab.report.view.Axis;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A quantity of attention rows against the current length, of every strategy and of the reference; a panel per data set. */
final class AttentionLines {
    private final Selection selection;
    private final String metric;
    private final Filter ofStrategies;
    private final Filter ofReference;
    private final String reference;

    AttentionLines(Selection selection, String metric) {
        this.selection = selection;
        this.metric = metric;
        this.ofStrategies = selection.filter(metric, "strategy").and("axis", "all");
        this.ofReference = selection.filter(metric, "reference").and("axis", "all");
        this.reference = selection.manifest().study().reference();
    }

    /**
     * The figure.
     *
     * @param y its vertical axis
     * @param what is drawn, as the beginning of a caption
     */
    Drawing draw(Axis y, String what) throws NothingToDraw {
        ResultTable rows = selection.rows(ofStrategies);
        boolean apart = !selection.labels().contains(reference);
        List<Filter> filters = new ArrayList<>(List.of(ofStrategies));
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            List<Line> lines = new ArrayList<>();
            for (String strategy : selection.labels()) {
                add(
                        lines,
                        strategy,
                        selection.style(strategy),
                        rows,
                        row -> row.data().equals(data) && row.strategy().equals(strategy));
            }
            Optional<String> beside = lines.stream().map(Line::series).findFirst();
            if (apart && beside.isPresent()) {
                Filter once = ofReference.and("data", data).and("strategy", beside.get()); // all strategies repeat it
                add(lines, reference, selection.labels().size(), selection.rows(once), row -> true);
                filters.add(once);
            }
            if (!lines.isEmpty()) {
                panels.add(new Panel(data, y, lines));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no " + metric + " over all rows");
        }
        LineView view =
                new LineView(new Axis("current length (tokens)", Scale.LOG2), Captions.marks(selection, rows), panels);
        String caption = what + ", mean over rows from "
                + selection.manifest().study().firstRow() + " on, under every strategy; reference: " + reference
                + ". Means over heads or draws (" + Captions.counts(selection) + "), " + Captions.INTERVALS + "."
                + Captions.trained(selection, rows);
        return new Drawing(view, "", caption, filters);
    }

    private void add(List<Line> lines, String series, int style, ResultTable rows, Predicate<ResultRow> ofLine) {
        List<Point> points = new ArrayList<>();
        for (int length : selection.manifest().study().currentLengths()) {
            Selection.estimate(rows, row -> row.currentLength() == length && ofLine.test(row))
                    .ifPresent(mean -> points.add(Captions.point(length, mean)));
        }
        if (!points.isEmpty()) {
            lines.add(new Line(series, style, points));
        }
    }
}
