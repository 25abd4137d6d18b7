package io.github.ropelab.report.latex;

import io.github.ropelab.report.latex.PgfFigure.Entry;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.LineView;
import io.github.ropelab.report.view.LineView.Line;
import io.github.ropelab.report.view.LineView.Panel;
import io.github.ropelab.report.view.LineView.Point;
import io.github.ropelab.report.view.Mark;
import io.github.ropelab.report.view.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Lines with confidence bands. */
final class PgfLines {
    private static final int MANY_POINTS = 24;
    private static final double LEAST_WIDTH = 105;
    private static final double LEAST_GRID_WIDTH = 78;
    private static final double HEIGHT = 105;
    private static final int ROWS_OF_TICKS = 6;

    private final LineView view;
    private final int columns;
    private final PgfRange x;
    private final Map<String, PgfRange> y = new LinkedHashMap<>();
    private final PgfFigure figure;
    private int bands;

    PgfLines(LineView view, Style style) {
        this.view = view;
        this.columns = PgfFigure.columns(style, view.columns(), view.grid() ? LEAST_GRID_WIDTH : LEAST_WIDTH);
        PgfRange places = PgfRange.of(
                view.x().scale(),
                DoubleStream.concat(
                        points(view.panels().stream()).mapToDouble(Point::x),
                        view.allMarks().mapToDouble(Mark::at)));
        this.x = view.wholePlaces() ? places.whole() : places;
        for (Panel panel : view.panels()) {
            y.computeIfAbsent(panel.y().label(), label -> range(panel.y().scale(), label));
        }
        double labels = y.values().stream()
                .mapToDouble(range -> PgfRange.width(range.ticks(ROWS_OF_TICKS)))
                .max()
                .orElse(0);
        double titles = view.panels().stream()
                .mapToDouble(panel -> lines(panel.y().label(), HEIGHT))
                .max()
                .orElse(1);
        double left = labels + 12 + titles * PgfFigure.LINE;
        double gap = y.size() > 1 ? left + 2 : 10;
        double below = 16 + lines(view.x().label(), style.widthPoints() / columns - gap) * PgfFigure.LINE + 4;
        this.figure = new PgfFigure(style, columns, left, gap, 8, HEIGHT, below, below);
    }

    private static double lines(String label, double width) {
        return Math.ceil(TexText.width(label) / width);
    }

    /** All panels with one label share their range; values alone decide, bands are cut off where they reach below 0. */
    private PgfRange range(Scale scale, String label) {
        DoubleStream values = points(
                        view.panels().stream().filter(panel -> panel.y().label().equals(label)))
                .flatMapToDouble(point -> scale == Scale.LINEAR
                        ? DoubleStream.of(point.low(), point.y(), point.high())
                        : DoubleStream.of(point.y()));
        DoubleStream fixed = scale == Scale.LINEAR ? DoubleStream.of(0) : DoubleStream.empty();
        DoubleStream levels = view.levels().stream().mapToDouble(Mark::at);
        return PgfRange.of(scale, DoubleStream.concat(values, DoubleStream.concat(fixed, levels)));
    }

    private static Stream<Point> points(Stream<Panel> panels) {
        return panels.flatMap(panel -> panel.lines().stream()).flatMap(line -> line.points().stream());
    }

    String text() {
        List<PgfFigure.Panel> panels = new ArrayList<>();
        Map<String, Line> bySeries = new LinkedHashMap<>();
        view.panels().forEach(panel -> panel.lines().forEach(line -> bySeries.putIfAbsent(line.series(), line)));
        TreeSet<Integer> styles = new TreeSet<>();
        bySeries.values().forEach(line -> styles.add(line.style()));
        for (int i = 0; i < view.panels().size(); i++) {
            panels.add(panel(i));
        }
        List<Entry> legend = new ArrayList<>();
        bySeries.remove(""); // a line that needs no name
        bySeries.values().forEach(line -> legend.add(new Entry(look(line), line.series())));
        Stream.concat(view.allMarks(), view.levels().stream())
                .map(Mark::label)
                .distinct()
                .forEach(label -> legend.add(new Entry("rope bound, mark=none", label)));
        return figure.text("groupplots,fillbetween", styles, panels, legend);
    }

    private static String look(Line line) {
        return "rope line " + line.style()
                + (line.points().size() > MANY_POINTS ? ", mark=none" : ", rope mark " + line.style());
    }

    private PgfFigure.Panel panel(int at) {
        Panel panel = view.panels().get(at);
        PgfRange range = y.get(panel.y().label());
        boolean labelled = at % columns == 0 || y.size() > 1;
        boolean lowest = at + columns >= view.panels().size();
        List<String> options = new ArrayList<>();
        int across = (int) Math.max(2, figure.width() / (PgfRange.width(x.ticks(ROWS_OF_TICKS)) + 8));
        options.add(x.options("x", across, true));
        options.add(range.options("y", ROWS_OF_TICKS, labelled));
        options.add("xlabel={" + (lowest ? TexText.of(view.x().label()) : "") + "}");
        options.add("ylabel={" + (labelled ? TexText.of(panel.y().label()) : "") + "}");
        StringBuilder body = new StringBuilder();
        panel.lines().forEach(line -> band(body, line, range));
        Stream.concat(view.marks().stream(), panel.marks().stream())
                .forEach(mark -> body.append(upright(mark.at(), range)));
        for (Mark level : view.levels()) {
            body.append(across(level.at()));
        }
        panel.lines().forEach(line -> line(body, line));
        return new PgfFigure.Panel(panel.title(), options, body.toString());
    }

    static String upright(double at, PgfRange range) {
        String x = PgfRange.number(at);
        return "\\draw[rope bound] (axis cs:" + x + "," + PgfRange.number(range.least()) + ") -- (axis cs:" + x + ","
                + PgfRange.number(range.most()) + ");\n";
    }

    private String across(double at) {
        String y = PgfRange.number(at);
        return "\\draw[rope bound] (axis cs:" + PgfRange.number(x.least()) + "," + y + ") -- (axis cs:"
                + PgfRange.number(x.most()) + "," + y + ");\n";
    }

    private void line(StringBuilder body, Line line) {
        boolean bar = line.points().size() == 1 && line.points().get(0).uncertain();
        body.append("% ")
                .append(TexText.comment(line.series()))
                .append("\n\\addplot[")
                .append(look(line))
                .append(bar ? ", forget plot, error bars/.cd, y dir=both, y explicit" : ", forget plot")
                .append("] table[x=x, y=y")
                .append(
                        bar
                                ? ", y error plus expr=\\thisrow{high}-\\thisrow{y}, y error minus expr=\\thisrow{y}-\\thisrow{low}"
                                : "")
                .append(", row sep=crcr]{x y low high\\\\\n");
        rows(body, line);
    }

    private static void rows(StringBuilder body, Line line) {
        for (Point point : line.points()) {
            body.append(PgfRange.number(point.x()))
                    .append(' ')
                    .append(PgfRange.number(point.y()))
                    .append(' ')
                    .append(PgfRange.number(point.low()))
                    .append(' ')
                    .append(PgfRange.number(point.high()))
                    .append("\\\\\n");
        }
        body.append("};\n");
    }

    /** Of a line with intervals and two points or more; on a logarithmic axis it ends where the axis does. */
    private void band(StringBuilder body, Line line, PgfRange range) {
        if (line.points().size() < 2 || line.points().stream().noneMatch(Point::uncertain)) {
            return;
        }
        String name = "rope " + bands++;
        String floor = PgfRange.number(range.least());
        for (String end : List.of("low", "high")) {
            String value =
                    range.scale() == Scale.LINEAR ? "y=" + end : "y expr={max(\\thisrow{" + end + "}," + floor + ")}";
            body.append("\\addplot[name path=")
                    .append(name)
                    .append(' ')
                    .append(end)
                    .append(", draw=none, mark=none, forget plot] table[x=x, ")
                    .append(value)
                    .append(", row sep=crcr]{x ")
                    .append(end)
                    .append("\\\\\n");
            for (Point point : line.points()) {
                body.append(PgfRange.number(point.x()))
                        .append(' ')
                        .append(PgfRange.number(end.equals("low") ? point.low() : point.high()))
                        .append("\\\\\n");
            }
            body.append("};\n");
        }
        body.append("\\addplot[rope")
                .append(line.style())
                .append(", fill opacity=.18, draw=none, forget plot] fill between[of=")
                .append(name)
                .append(" low and ")
                .append(name)
                .append(" high];\n");
    }
}
