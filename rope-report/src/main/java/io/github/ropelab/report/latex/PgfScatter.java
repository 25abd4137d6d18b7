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
    private static final double LEAST_APART = 105;
    private static final double HEIGHT = 115;
    private static final int TICKS = 6;

    private final ScatterView view;
    private final int columns;
    private final List<PgfRange> x;
    private final PgfRange y;
    private final PgfFigure figure;

    PgfScatter(ScatterView view, Style style) {
        this.view = view;
        this.columns = PgfFigure.columns(style, view.side(), view.apart() ? LEAST_APART : LEAST_WIDTH);
        PgfRange shared = range(view.x().scale(), Spot::x, view.panels());
        this.x = view.panels().stream()
                .map(panel -> panel.x()
                        .map(axis -> range(axis.scale(), Spot::x, List.of(panel)))
                        .orElse(shared))
                .toList();
        this.y = range(view.y().scale(), Spot::y, view.panels());
        double left = PgfRange.width(y.ticks(TICKS))
                + 12
                + PgfFigure.LINE * Math.ceil(TexText.width(view.y().label()) / HEIGHT);
        double widest = view.panels().stream()
                .mapToDouble(panel -> TexText.width(panel.x().orElse(view.x()).label()))
                .max()
                .orElse(0);
        double below = 20 + PgfFigure.LINE * Math.ceil(widest / (view.apart() ? LEAST_APART - left : LEAST_WIDTH));
        this.figure = new PgfFigure(style, columns, left, 12, 8, HEIGHT, below, below);
    }

    private static PgfRange range(Scale scale, Function<Spot, Estimate> side, List<Panel> panels) {
        return PgfRange.of(
                scale,
                panels.stream()
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
            PgfRange of = x.get(i);
            int across = (int) Math.max(2, Math.min(TICKS, figure.width() / (PgfRange.width(of.ticks(TICKS)) + 8)));
            options.add(of.options("x", across, true));
            options.add(y.options("y", TICKS, i % columns == 0));
            boolean named =
                    panel.x().isPresent() || i + columns >= view.panels().size();
            options.add(
                    "xlabel={" + (named ? TexText.of(panel.x().orElse(view.x()).label()) : "") + "}");
            options.add("ylabel={" + (i % columns == 0 ? TexText.of(view.y().label()) : "") + "}");
            panels.add(new PgfFigure.Panel(panel.title(), panel.notes(), options, body(panel, of)));
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

    private String body(Panel panel, PgfRange across) {
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
                    .append(error("x", across))
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
