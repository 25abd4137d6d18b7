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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mean |Δscore| against distance, a panel for every captured head: layers downwards, heads to the right. */
public record DriftByHead() implements Figure {
    /** A head of a captured model. */
    private record Head(String data, int layer, int head) {
        private static Head of(ResultRow row) {
            return new Head(row.data(), row.layer().orElseThrow(), row.head().orElseThrow());
        }
    }

    @Override
    public String id() {
        return "drift-by-head";
    }

    @Override
    public String title() {
        return "Score drift against distance, head by head";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        int length = selection.longest();
        Filter filter = selection
                .driftFilter("score-drift", "mean_abs")
                .and("axis", "distance")
                .and("current_length", length)
                .above("from", 0)
                .above("layer", -1);
        ResultTable rows = selection.rows(filter);
        List<Head> heads =
                selection.data().stream().flatMap(data -> heads(rows, data)).toList();
        Scale scale = Captions.scale(rows);
        Axis y = new Axis("mean |Δscore| (logit)", scale);
        boolean several = heads.stream().map(Head::data).distinct().count() > 1;
        List<Panel> panels = new ArrayList<>();
        for (Head head : heads) {
            String title = (several ? head.data() + ", " : "") + "layer " + head.layer() + ", head " + head.head();
            ResultTable ofHead = rows.where(row -> Head.of(row).equals(head));
            panels.add(new Panel(title, y, lines(selection, ofHead, scale)));
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no score-drift by distance of captured heads");
        }
        LineView view = view(selection, rows, heads, panels);
        String caption = "Mean absolute change of pre-softmax scores from "
                + selection.manifest().study().reference() + " by distance, at " + length
                + " tokens, for every captured head (" + heads.size()
                + "): one head per panel, hence no intervals. Points "
                + "stand at the geometric middle of the distance ranges [1,2), [2,4), [4,8) and so on; distance 0 is left "
                + "out. All panels share their axes." + Captions.trained(selection, rows) + Captions.leftOut(scale);
        return new Drawing(view, caption, filter);
    }

    private static Stream<Head> heads(ResultTable rows, String data) {
        return rows.rows().stream()
                .filter(row -> row.data().equals(data))
                .map(Head::of)
                .distinct()
                .sorted(Comparator.comparingInt(Head::layer).thenComparingInt(Head::head));
    }

    /** A row of panels per layer, where all layers have the same number of heads. */
    private static LineView view(Selection selection, ResultTable rows, List<Head> heads, List<Panel> panels) {
        Axis x = new Axis("distance (tokens)", Scale.LOG2);
        Set<Long> counts = new HashSet<>(heads.stream()
                .collect(Collectors.groupingBy(head -> head.data() + "|" + head.layer(), Collectors.counting()))
                .values());
        if (counts.size() > 1) {
            return new LineView(x, Captions.marks(selection, rows), panels);
        }
        int columns = counts.iterator().next().intValue();
        return new LineView(x, Captions.marks(selection, rows), List.of(), columns, true, panels);
    }

    private static List<Line> lines(Selection selection, ResultTable rows, Scale scale) {
        List<Line> lines = new ArrayList<>();
        for (String strategy : selection.drifting()) {
            List<Point> points = rows.rows().stream()
                    .filter(row -> row.strategy().equals(strategy))
                    .filter(row -> Captions.onScale(scale, row.value().orElseThrow()))
                    .map(DriftByHead::point)
                    .sorted(Comparator.comparingDouble(Point::x))
                    .toList();
            if (!points.isEmpty()) {
                lines.add(new Line(strategy, selection.style(strategy), points));
            }
        }
        return lines;
    }

    private static Point point(ResultRow row) {
        double value = row.value().orElseThrow();
        return new Point(Math.sqrt((double) row.from() * (row.to() - 1)), value, value, value, row.n());
    }
}
