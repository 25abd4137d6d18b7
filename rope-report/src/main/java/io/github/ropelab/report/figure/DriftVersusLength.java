package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Axis;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.LineView.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Attention-output error over all rows against the current length. */
public record DriftVersusLength() implements Figure {
    @Override
    public String id() {
        return "drift-vs-length";
    }

    @Override
    public String title() {
        return "Attention output error against length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        ResultTable rows = selection.statistic("output-error", "mean").where(row -> row.axis()
                .equals("all"));
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            List<Line> lines = new ArrayList<>();
            for (String strategy : selection.drifting()) {
                ResultTable ofLine = rows.where(
                        row -> row.data().equals(data) && row.strategy().equals(strategy));
                List<Point> points = new ArrayList<>();
                for (int length : selection.manifest().study().currentLengths()) {
                    Selection.estimate(ofLine, row -> row.currentLength() == length)
                            .ifPresent(e -> points.add(new Point(length, e.mean(), e.standardError(), e.n())));
                }
                if (!points.isEmpty()) {
                    lines.add(new Line(strategy, selection.style(strategy), points));
                }
            }
            if (!lines.isEmpty()) {
                panels.add(new Panel(data, lines));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no output-error");
        }
        int trained = selection.manifest().study().trainedLength();
        LineView view = new LineView(
                new Axis("current length (tokens)", Scale.LOG2),
                new Axis("output error ‖Δo‖/‖o‖", Scale.LINEAR),
                OptionalDouble.of(trained),
                panels);
        String caption = "Relative change of the attention output from "
                + selection.manifest().study().reference()
                + ", mean over rows from " + selection.manifest().study().firstRow()
                + " on; each strategy is made for the current length. Means over heads or draws ("
                + Captions.counts(selection) + "), bars: ± 1 standard error. Dotted: trained length, " + trained
                + " tokens.";
        return new Drawing(view, caption, "metric=output-error, statistic=mean, axis=all");
    }
}
