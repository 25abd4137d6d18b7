package io.github.ropelab.report.figure;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Axis;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.LineView.Scale;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Mean rounding error against the position, a line per strategy and precision, at the longest length. */
public record PrecisionByPosition() implements Figure {
    /** A panel: a statistic on the axis of positions, and how it is called. */
    private record Quantity(String metric, String statistic, String title) {}

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("angle-precision-error", "mean", "angle (radians)"),
            new Quantity("table-precision-error", "mean", "cos and sin (absolute)"),
            new Quantity("invariance-residual", "error", "drawn scores (logit)"));

    @Override
    public String id() {
        return "precision-by-position";
    }

    @Override
    public String title() {
        return "Rounding error against position";
    }

    @Override
    public Drawing draw(Selection selection) throws NothingToDraw {
        List<Panel> panels = new ArrayList<>();
        int length = 0;
        for (Quantity quantity : QUANTITIES) {
            ResultTable all = selection.statistic(quantity.metric(), quantity.statistic());
            int longest = selection.longest(all);
            ResultTable rows = all.where(row -> row.currentLength() == longest
                    && row.from() > 0
                    && row.value().orElseThrow() > 0);
            for (String heads : rows.rows().stream()
                    .map(FrequencyRatios::geometry)
                    .distinct()
                    .toList()) {
                panels.add(panel(
                        selection,
                        rows.where(row -> FrequencyRatios.geometry(row).equals(heads)),
                        quantity));
                length = longest;
            }
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no precision error by position");
        }
        LineView view = new LineView(
                new Axis("position (tokens)", Scale.LOG2),
                new Axis("mean absolute error", Scale.LOG10),
                OptionalDouble.empty(),
                panels);
        String caption = "What rounding changes, against exact values, at a current length of " + length
                + " tokens. Angle, and cos and sin: mean over the rotary pairs and over positions between powers of two, at "
                + "the geometric middle of the range; exact values. Drawn scores: mean over drawn queries and keys at that "
                + "position, bars: ± 1 standard error. Errors of 0 are left out.";
        return new Drawing(
                view,
                caption,
                "metric=angle-precision-error or table-precision-error, statistic=mean; "
                        + "metric=invariance-residual, statistic=error; from>0, value>0, current_length=" + length);
    }

    private static Panel panel(Selection selection, ResultTable rows, Quantity quantity) {
        List<Line> lines = new ArrayList<>();
        for (String label : selection.labels()) {
            List<Point> points = rows.rows().stream()
                    .filter(row -> row.strategy().equals(label))
                    .map(PrecisionByPosition::point)
                    .sorted(Comparator.comparingDouble(Point::x))
                    .toList();
            if (!points.isEmpty()) {
                lines.add(new Line(label, selection.style(label), points));
            }
        }
        return new Panel(quantity.title(), lines);
    }

    private static Point point(ResultRow row) {
        double middle = Math.sqrt((double) row.from() * (row.to() - 1));
        return new Point(middle, row.value().orElseThrow(), row.standardError().orElse(0), row.n());
    }
}
