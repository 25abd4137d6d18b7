package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
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

/** Mean |Δscore| against the distance of query and key, at the longest length of the study. */
public record DriftVersusDistance() implements Figure {
    @Override
    public String id() {
        return "drift-vs-distance";
    }

    @Override
    public String title() {
        return "Score drift against distance";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        int length = selection.longest();
        Filter filter = selection
                .driftFilter("score-drift", "mean_abs")
                .and("axis", "distance")
                .and("current_length", length)
                .above("from", 0);
        ResultTable rows = selection.rows(filter);
        Scale scale = Captions.scale(rows);
        List<Panel> panels = new ArrayList<>();
        for (String data : selection.data()) {
            ResultTable ofData = rows.where(row -> row.data().equals(data));
            List<Line> lines = new ArrayList<>();
            for (String strategy : selection.drifting()) {
                List<Point> points = points(ofData.where(row -> row.strategy().equals(strategy)), scale);
                if (!points.isEmpty()) {
                    lines.add(new Line(strategy, selection.style(strategy), points));
                }
            }
            if (!lines.isEmpty()) {
                panels.add(new Panel(data, new Axis("mean |Δscore| (logit)", scale), lines));
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no score-drift by distance");
        }
        LineView view =
                new LineView(new Axis("distance (tokens)", Scale.LOG2), Captions.marks(selection, rows), panels);
        String caption = "Mean absolute change of pre-softmax scores from "
                + selection.manifest().study().reference()
                + " by distance, at " + length
                + " tokens. Points stand at the geometric middle of the distance ranges [1,2), "
                + "[2,4), [4,8) and so on; distance 0 is left out. Means over heads or draws ("
                + Captions.counts(selection)
                + "), " + Captions.INTERVALS + "." + Captions.trained(selection, rows) + Captions.leftOut(scale);
        return new Drawing(view, caption, filter);
    }

    private static List<Point> points(ResultTable rows, Scale scale) {
        List<Point> points = new ArrayList<>();
        rows.rows().stream().mapToInt(ResultRow::from).distinct().sorted().forEach(from -> {
            ResultTable bucket = rows.where(row -> row.from() == from);
            int to = bucket.rows().get(0).to();
            double middle = Math.sqrt((double) from * (to - 1));
            Selection.estimate(bucket, row -> true)
                    .filter(e -> Captions.onScale(scale, e.mean()))
                    .ifPresent(e -> points.add(Captions.point(middle, e)));
        });
        return points;
    }
}
