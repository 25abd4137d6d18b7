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
import java.util.List;

/** Mean rounding error against the position, a line per strategy and precision, at the longest length. */
public record PrecisionByPosition() implements Figure {
    /** A panel: a statistic on the axis of positions, and how it is called. */
    private record Quantity(String metric, String statistic, String title, String axis) {}

    /** Two-sided 95 % of a normal value; hundreds of draws enter each. */
    private static final double NORMAL_95 = 1.96;

    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("angle-precision-error", "mean", "angles", "mean |error| (radians)"),
            new Quantity("table-precision-error", "mean", "cos and sin", "mean |error| (absolute)"),
            new Quantity("invariance-residual", "error", "drawn scores", "mean |error| (logit)"));

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
        List<Filter> filters = new ArrayList<>();
        int length = 0;
        long draws = 0;
        for (Quantity quantity : QUANTITIES) {
            Filter of = selection.filter(quantity.metric(), quantity.statistic());
            int longest = selection.longest(selection.rows(of));
            Filter filter = of.and("current_length", longest).above("from", 0).above("value", 0);
            ResultTable rows = selection.rows(filter);
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
            draws = Math.max(
                    draws,
                    rows.rows().stream()
                            .filter(row -> row.standardError().isPresent())
                            .mapToLong(ResultRow::n)
                            .max()
                            .orElse(0));
            filters.add(filter);
        }
        if (panels.isEmpty()) {
            throw new NothingToDraw("the results hold no precision error by position");
        }
        LineView view = new LineView(new Axis("position (tokens)", Scale.LOG2), List.of(), panels);
        String caption = "What rounding changes, against exact values, at a current length of " + length
                + " tokens. Angle, and cos and sin: mean over the rotary pairs and over positions between powers of two, at "
                + "the geometric middle of the range; exact values. "
                + (draws == 0
                        ? ""
                        : "Drawn scores: mean over n = " + draws
                                + " drawn queries and keys at that position, bands: ± 1.96 " + "standard errors. ")
                + "Errors of 0 are left out.";
        return new Drawing(view, "", caption, filters);
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
        return new Panel(quantity.title(), new Axis(quantity.axis(), Scale.LOG10), lines);
    }

    private static Point point(ResultRow row) {
        double middle = Math.sqrt((double) row.from() * (row.to() - 1));
        double value = row.value().orElseThrow();
        double half = NORMAL_95 * row.standardError().orElse(0);
        return new Point(middle, value, value - half, value + half, row.n());
    }
}
