package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.RidgeView;
import io.github.ropelab.report.view.RidgeView.Bin;
import io.github.ropelab.report.view.RidgeView.Panel;
import io.github.ropelab.report.view.RidgeView.Ridge;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Distributions above each other. The outline of a row stands on the row's line and is as high as the densest bin allows. */
final class PgfRidges {
    private static final double LEAST_WIDTH = 100;
    private static final double ROW = 17;

    /** Height of the densest bin of a panel, rows: ridges overlap a little. */
    private static final double HIGHEST = 1.35;

    private static final int TICKS = 6;

    private final RidgeView view;
    private final int columns;
    private final PgfRange x;
    private final PgfFigure figure;

    PgfRidges(RidgeView view, Style style) {
        this.view = view;
        double left = PgfRows.width(
                view.panels().stream().flatMap(panel -> labels(panel).stream()).toList());
        this.columns = PgfFigure.columns(style, view.side(), LEAST_WIDTH + left / view.side());
        this.x = PgfRange.of(
                view.x().scale(),
                view.panels().stream()
                        .flatMap(panel -> panel.ridges().stream())
                        .flatMap(ridge -> ridge.bins().stream())
                        .flatMapToDouble(bin -> DoubleStream.of(bin.from(), bin.to())));
        double rows = view.panels().stream()
                .mapToDouble(panel -> panel.ridges().size())
                .max()
                .orElse(1);
        double below = 20 + PgfFigure.LINE * Math.ceil(TexText.width(view.x().label()) / LEAST_WIDTH);
        boolean shared =
                view.panels().stream().map(PgfRidges::labels).distinct().count() == 1;
        this.figure = new PgfFigure(style, columns, left, shared ? 10 : left, 8, (rows + HIGHEST) * ROW, below, below);
    }

    private static List<String> labels(Panel panel) {
        return panel.ridges().stream().map(Ridge::label).toList();
    }

    String text() {
        TreeSet<Integer> styles = new TreeSet<>();
        List<PgfFigure.Panel> panels = new ArrayList<>();
        for (int i = 0; i < view.panels().size(); i++) {
            Panel panel = view.panels().get(i);
            panel.ridges().forEach(ridge -> styles.add(ridge.style()));
            boolean labelled = i % columns == 0
                    || !labels(panel).equals(labels(view.panels().get(i - 1)));
            List<String> options = new ArrayList<>();
            int across = (int) Math.max(2, Math.min(TICKS, figure.width() / (PgfRange.width(x.ticks(TICKS)) + 8)));
            options.add(x.options("x", across, true));
            options.add(PgfRows.options(labels(panel), labelled) + ", ymin=" + -HIGHEST + ", ymax="
                    + (panel.ridges().size() - 0.7));
            options.add("xlabel={"
                    + (i + columns >= view.panels().size() ? TexText.of(view.x().label()) : "") + "}");
            panels.add(new PgfFigure.Panel(panel.title(), options, body(panel)));
        }
        List<PgfFigure.Entry> legend = List.of(
                new PgfFigure.Entry("black, line width=1bp, mark=none", "median"),
                new PgfFigure.Entry(
                        "area legend, draw=black!60, fill=black!15, mark=none", "height: " + view.density()));
        return figure.text("groupplots", styles, panels, legend);
    }

    private static String body(Panel panel) {
        double most = panel.ridges().stream()
                .flatMap(ridge -> ridge.bins().stream())
                .mapToDouble(Bin::density)
                .max()
                .orElse(1);
        String scale = PgfRange.number(HIGHEST / (most > 0 ? most : 1));
        StringBuilder body = new StringBuilder();
        StringBuilder medians = new StringBuilder();
        for (int r = 0; r < panel.ridges().size(); r++) {
            Ridge ridge = panel.ridges().get(r);
            body.append("% ")
                    .append(TexText.comment(ridge.label()))
                    .append("\n\\addplot[const plot, mark=none, draw=rope")
                    .append(ridge.style())
                    .append(", fill=rope")
                    .append(ridge.style())
                    .append("!25, line width=.7bp, forget plot] table[x=from, y expr=")
                    .append(r)
                    .append('-')
                    .append(scale)
                    .append("*\\thisrow{density}, row sep=crcr]{from density\\\\\n");
            // The outline begins and ends on the row's line.
            double first = ridge.bins().get(0).from();
            body.append(PgfRange.number(first)).append(" 0\\\\\n");
            for (Bin bin : ridge.bins()) {
                body.append(PgfRange.number(bin.from()))
                        .append(' ')
                        .append(PgfRange.number(bin.density()))
                        .append("\\\\\n");
            }
            double last = ridge.bins().get(ridge.bins().size() - 1).to();
            body.append(PgfRange.number(last)).append(" 0\\\\\n};\n");
            String median = PgfRange.number(ridge.median());
            medians.append("\\draw[black, line width=1bp] (axis cs:")
                    .append(median)
                    .append(',')
                    .append(r)
                    .append(") -- (axis cs:")
                    .append(median)
                    .append(',')
                    .append(r - 0.35)
                    .append(");\n");
        }
        return body.append(medians).toString();
    }
}
