package io.github.ropelab.report.figure;

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
        Filter outputs = selection.driftFilter("output-error", "mean").and("axis", "all");
        boolean onOutputs = !selection.rows(outputs).rows().isEmpty();
        Filter filter = onOutputs
                ? outputs
                : selection.driftFilter("kl", "reference_strategy").and("axis", "all");
        ResultTable rows = selection.rows(filter);
        Scale scale = Captions.scale(rows);
        Axis y = new Axis(onOutputs ? "output error ‖Δo‖/‖o‖" : "KL divergence (nats)", scale);
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
                            .ifPresent(e -> points.add(Captions.point(length, e)));
                }
                if (!points.isEmpty()) {
                    lines.add(new Line(strategy, selection.style(strategy), points));
                }
            }
            if (!lines.isEmpty()) {
                panels.add(new Panel(data, y, lines));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no output-error and no kl over all rows");
        }
        LineView view =
                new LineView(new Axis("current length (tokens)", Scale.LOG2), Captions.marks(selection, rows), panels);
        String caption = (onOutputs
                        ? "Relative change of the attention output from "
                        : "KL divergence of attention from ")
                + selection.manifest().study().reference()
                + ", mean over rows from " + selection.manifest().study().firstRow()
                + " on. Means over heads or draws (" + Captions.counts(selection) + "), " + Captions.INTERVALS + "."
                + Captions.trained(selection, rows) + Captions.leftOut(scale);
        return new Drawing(view, caption, filter);
    }
}
