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

/** Attention-output error over all rows against the current length; KL divergence where outputs were not measured. */
public record DriftVersusLength() implements Figure {
    @Override
    public String id() {
        return "drift-vs-length";
    }

    @Override
    public String title() {
        return "Change of attention against length";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        ResultTable outputs = overRows(selection, "output-error", "mean");
        boolean onOutputs = !outputs.rows().isEmpty();
        ResultTable rows = onOutputs ? outputs : overRows(selection, "kl", "reference_strategy");
        Scale scale = Captions.scale(rows);
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            List<Line> lines = new ArrayList<>();
            for (String strategy : selection.drifting()) {
                ResultTable ofLine = rows.where(
                        row -> row.data().equals(data) && row.strategy().equals(strategy));
                List<Point> points = new ArrayList<>();
                for (int length : selection.manifest().study().currentLengths()) {
                    Selection.estimate(ofLine, row -> row.currentLength() == length)
                            .filter(e -> Captions.onScale(scale, e.mean()))
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
            throw new NothingToDraw("the results hold no output-error and no kl over all rows");
        }
        LineView view = new LineView(
                new Axis("current length (tokens)", Scale.LOG2),
                new Axis(onOutputs ? "output error ‖Δo‖/‖o‖" : "KL divergence (nats)", scale),
                Captions.mark(selection, rows),
                panels);
        String caption = (onOutputs
                        ? "Relative change of the attention output from "
                        : "KL divergence of attention from ")
                + selection.manifest().study().reference()
                + ", mean over rows from " + selection.manifest().study().firstRow()
                + " on. Means over heads or draws (" + Captions.counts(selection) + "), bars: ± 1 standard error."
                + Captions.trained(selection, rows) + Captions.leftOut(scale);
        return new Drawing(
                view,
                caption,
                (onOutputs ? "metric=output-error, statistic=mean" : "metric=kl, statistic=reference_strategy")
                        + ", axis=all");
    }

    private static ResultTable overRows(Selection selection, String metric, String statistic) {
        return selection.statistic(metric, statistic).where(row -> row.axis().equals("all"));
    }
}
