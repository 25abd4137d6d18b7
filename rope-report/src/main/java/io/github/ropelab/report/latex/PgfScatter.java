package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.ScatterView;
import io.github.ropelab.report.view.ScatterView.Panel;
import io.github.ropelab.report.view.ScatterView.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Spots with intervals on both axes, and the front that joins the best ones. */
final class PgfScatter {
    private static final double LEAST_WIDTH = 125;
    private static final double HEIGHT = 115;
    private static final int TICKS = 6;

    private final ScatterView view;
    private final int columns;
    private final PgfRange x;
    private final PgfRange y;
    private final PgfFigure figure;

    PgfScatter(ScatterView view, Style style) {
        this.view = view;
        this.columns = PgfFigure.columns(style, view.side(), LEAST_WIDTH);
        this.x = range(view.x().scale(), Spot::x);
        this.y = range(view.y().scale(), Spot::y);
        double left = PgfRange.width(y.ticks(TICKS))
                + 12
                + PgfFigure.LINE * Math.ceil(TexText.width(view.y().label()) / HEIGHT);
        double below = 20 + PgfFigure.LINE * Math.ceil(TexText.width(view.x().label()) / LEAST_WIDTH);
        this.figure = new PgfFigure(style, columns, left, 12, 8, HEIGHT, below, below);
    }

    private PgfRange range(Scale scale, Function<Spot, Estimate> side) {
        return PgfRange.of(
                scale,
                view.panels().stream()
                        .flatMap(panel -> panel.spots().stream())
                        .map(side)
                        .flatMapToDouble(e -> scale == Scale.LINEAR
                                ? DoubleStream.of(
                                        e.interval().low(), e.interval().high())
                                : DoubleStream.of(e.mean())));
    }

    String text() {
        TreeSet<Integer> styles = new TreeSet<>();
        Map<String, Integer> legend = new LinkedHashMap<>();
        List<PgfFigure.Panel> panels = new ArrayList<>();
        for (int i = 0; i < view.panels().size(); i++) {
            Panel panel = view.panels().get(i);
            panel.spots().forEach(spot -> legend.putIfAbsent(spot.label(), spot.style()));
            List<String> options = new ArrayList<>();
            int across = (int) Math.max(2, Math.min(TICKS, figure.width() / (PgfRange.width(x.ticks(TICKS)) + 8)));
            options.add(x.options("x", across, true));
            options.add(y.options("y", TICKS, i % columns == 0));
            options.add("xlabel={"
                    + (i + columns >= view.panels().size() ? TexText.of(view.x().label()) : "") + "}");
            options.add("ylabel={" + (i % columns == 0 ? TexText.of(view.y().label()) : "") + "}");
            panels.add(new PgfFigure.Panel(panel.title(), options, body(panel)));
        }
        styles.addAll(legend.values());
        List<PgfFigure.Entry> entries = new ArrayList<>();
        legend.forEach((label, style) ->
                entries.add(new PgfFigure.Entry("only marks, rope line " + style + ", rope mark " + style, label)));
        if (view.panels().stream().anyMatch(panel -> front(panel).size() > 1)) {
            entries.add(new PgfFigure.Entry("black!45, line width=.6bp, mark=none", "no other is better on both axes"));
        }
        return figure.text("groupplots", styles, panels, entries);
    }

    private static List<Spot> front(Panel panel) {
        return panel.spots().stream()
                .filter(Spot::front)
                .sorted(Comparator.comparingDouble((Spot spot) -> spot.x().mean())
                        .thenComparing(Comparator.comparingDouble(
                                        (Spot spot) -> spot.y().mean())
                                .reversed()))
                .toList();
    }

    private String body(Panel panel) {
        StringBuilder body = new StringBuilder();
        if (front(panel).size() > 1) {
            body.append("\\draw[black!45, line width=.6bp] ");
            List<String> corners = new ArrayList<>();
            front(panel)
                    .forEach(spot ->
                            corners.add("(axis cs:" + PgfRange.number(spot.x().mean()) + ","
                                    + PgfRange.number(spot.y().mean()) + ")"));
            body.append(String.join(" -| ", corners)).append(";\n");
        }
        for (Spot spot : panel.spots()) {
            body.append("% ")
                    .append(TexText.comment(spot.label()))
                    .append("\n\\addplot[only marks, rope line ")
                    .append(spot.style())
                    .append(", solid, rope mark ")
                    .append(spot.style())
                    .append(
                            ", forget plot, error bars/.cd, x dir=both, y dir=both, x explicit, y explicit, error mark=none,"
                                    + " error bar style={line width=.6bp}] table[x=x, y=y")
                    .append(error("x", x))
                    .append(error("y", y))
                    .append(", row sep=crcr]{x xlow xhigh y ylow yhigh\\\\\n")
                    .append(numbers(spot.x()))
                    .append(' ')
                    .append(numbers(spot.y()))
                    .append("\\\\\n};\n");
        }
        return body.toString();
    }

    /** Error bars end at the axis where an interval reaches below 0 on a logarithmic one. */
    private static String error(String axis, PgfRange range) {
        String low = range.scale() == Scale.LINEAR
                ? "\\thisrow{" + axis + "low}"
                : "max(\\thisrow{" + axis + "low}," + PgfRange.number(range.least()) + ")";
        return ", " + axis + " error plus expr={\\thisrow{" + axis + "high}-\\thisrow{" + axis + "}}, " + axis
                + " error minus expr={\\thisrow{" + axis + "}-" + low + "}";
    }

    private static String numbers(Estimate e) {
        return PgfRange.number(e.mean()) + " " + PgfRange.number(e.interval().low()) + " "
                + PgfRange.number(e.interval().high());
    }
}
