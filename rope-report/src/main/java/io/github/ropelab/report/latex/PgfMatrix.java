package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.MatrixView;
import io.github.ropelab.report.view.MatrixView.Panel;
import io.github.ropelab.report.view.MatrixView.Row;
import io.github.ropelab.report.view.Scale;
import io.github.ropelab.report.view.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Values in cells over one scale of colours, whose bar stands below. Cells without a value stay white and are crossed. */
final class PgfMatrix {
    private static final double LEAST_WIDTH = 110;
    private static final double ROW = 12;
    private static final double TALLEST = 150;
    private static final double BAR = 30;
    private static final int TICKS = 6;

    private final MatrixView view;
    private final Style style;
    private final int columns;
    private final boolean turned;
    private final PgfRange value;
    private final PgfColors colors;
    private final PgfFigure figure;

    PgfMatrix(MatrixView view, Style style) {
        this.view = view;
        this.style = style;
        double labels = PgfRows.width(view.panels().stream()
                .flatMap(panel -> panel.rows().stream().map(Row::label))
                .toList());
        double left = labels + 6 + (view.y().isEmpty() ? 0 : PgfFigure.LINE);
        this.columns = PgfFigure.columns(style, view.side(), LEAST_WIDTH + left / view.side());
        double gap = shared() ? 10 : left + 4;
        double width = (style.widthPoints() - left - 10 - (columns - 1) * gap) / columns;
        int across = view.panels().stream()
                .mapToInt(panel -> panel.columns().size())
                .max()
                .orElse(1);
        double columnLabels = view.panels().stream()
                .flatMap(panel -> panel.columns().stream())
                .mapToDouble(TexText::width)
                .max()
                .orElse(0);
        this.turned = across * (columnLabels + 4) > width && across * PgfFigure.LINE <= width;
        int down = view.panels().stream()
                .mapToInt(panel -> panel.rows().size())
                .max()
                .orElse(1);
        double height = down * ROW <= TALLEST ? Math.max(30, down * ROW) : Math.min(TALLEST, width);
        double ticks = turned ? columnLabels + 4 : PgfFigure.LINE;
        double below =
                10 + ticks + (view.x().isEmpty() ? 0 : PgfFigure.LINE * Math.ceil(TexText.width(view.x()) / width));
        this.figure = new PgfFigure(style, columns, left, gap, 10, height, below, below);
        this.value = range();
        this.colors = new PgfColors(scaled(value.least()), view.middle(), scaled(value.most()), this::scaled);
    }

    private boolean shared() {
        return view.panels().stream()
                        .map(panel -> panel.rows().stream().map(Row::label).toList())
                        .distinct()
                        .count()
                == 1;
    }

    /** The scale of colours ends where the view says, else at the least and the largest value; a middle lies between. */
    private PgfRange range() {
        if (view.range().isPresent()) {
            return new PgfRange(
                    view.value().scale(),
                    view.range().get().least(),
                    view.range().get().most());
        }
        double[] held = DoubleStream.concat(
                        view.middle().stream(),
                        view.panels().stream()
                                .flatMap(panel -> panel.rows().stream())
                                .flatMap(row -> row.values().stream())
                                .flatMapToDouble(OptionalDouble::stream))
                .filter(v -> Double.isFinite(v) && (view.value().scale() == Scale.LINEAR || v > 0))
                .sorted()
                .toArray();
        double least = held.length == 0 ? 0 : held[0];
        double most = held.length == 0 ? 1 : held[held.length - 1];
        double space = most > least ? 0 : view.value().scale() == Scale.LINEAR ? 1 : most;
        return new PgfRange(view.value().scale(), least, most + space);
    }

    /** Colours are equal steps of this. */
    private double scaled(double x) {
        return switch (view.value().scale()) {
            case LINEAR -> x;
            case LOG2 -> Math.log(Math.max(x, value.least())) / Math.log(2);
            case LOG10 -> Math.log10(Math.max(x, value.least()));
        };
    }

    String text() {
        List<PgfFigure.Panel> panels = new ArrayList<>();
        for (int i = 0; i < view.panels().size(); i++) {
            Panel panel = view.panels().get(i);
            List<String> options = new ArrayList<>();
            boolean labelled = i % columns == 0 || !shared();
            options.add(axis("x", panel.columns(), figure.width(), turned ? PgfFigure.LINE : 0, true)
                    + (turned ? ", x tick label style={rotate=90, anchor=east}" : ""));
            options.add("y dir=reverse, "
                    + axis(
                            "y",
                            panel.rows().stream().map(Row::label).toList(),
                            figure.height(),
                            PgfFigure.LINE,
                            labelled));
            options.add("xlabel={" + (i + columns >= view.panels().size() ? TexText.of(view.x()) : "") + "}");
            options.add("ylabel={" + (labelled ? TexText.of(view.y()) : "") + "}");
            options.add("ymajorgrids=false, axis on top, point meta min=" + PgfRange.number(scaled(value.least()))
                    + ", point meta max=" + PgfRange.number(scaled(value.most())) + ", " + colors.map());
            if (i == view.panels().size() - 1) {
                options.add(bar(i % columns));
            }
            panels.add(new PgfFigure.Panel(panel.title(), options, body(panel)));
        }
        return figure.text("groupplots", Set.of(), panels, List.of());
    }

    private static String axis(String name, List<String> labels, double length, double room, boolean labelled) {
        double each = room > 0
                ? room
                : labels.stream().mapToDouble(TexText::width).max().orElse(0) + 4;
        int most = Math.max(1, (int) (length / each));
        List<Integer> places = most >= labels.size()
                ? IntStream.range(0, labels.size()).boxed().toList()
                : Ticks.of(labels.size(), most, List.of());
        String at = places.stream().map(String::valueOf).collect(Collectors.joining(","));
        String text = places.stream()
                .map(place -> "{" + TexText.of(labels.get(place)) + "}")
                .collect(Collectors.joining(","));
        return name + "min=-0.5, " + name + "max=" + (labels.size() - 0.5) + ", " + name + "tick={" + at + "}, " + name
                + "ticklabels={" + (labelled ? text : "") + "}";
    }

    private String bar(int column) {
        double length = Math.min(200, style.widthPoints() * 0.6);
        double start = figure.left() + column * (figure.width() + figure.gap());
        List<PgfRange.Tick> ticks = value.ticks(TICKS);
        return "colorbar horizontal, colorbar style={at={("
                + PgfRange.number((style.widthPoints() / 2 - start) / figure.width()) + ","
                + PgfRange.number(-(figure.below() + 4) / figure.height()) + ")}, anchor=north, width="
                + PgfRange.number(length) + "bp, height=6bp, xlabel={"
                + TexText.of(view.value().label())
                + "}, xlabel style={text width=" + PgfRange.number(style.widthPoints() - 20) + "bp}, xtick={"
                + ticks.stream().map(tick -> PgfRange.number(scaled(tick.at()))).collect(Collectors.joining(","))
                + "}, xticklabels={" + ticks.stream().map(PgfRange.Tick::label).collect(Collectors.joining(",")) + "}}";
    }

    /** Rows from top to bottom; the file holds the values themselves, of which the colours are a function. */
    private String body(Panel panel) {
        StringBuilder body = new StringBuilder(
                "\\addplot[matrix plot*, mesh/cols=" + panel.columns().size() + ", point meta={" + meta()
                        + "}, unbounded coords=jump, forget plot] table[x=x, y=y, row sep=crcr]{x y value\\\\\n");
        StringBuilder over = new StringBuilder();
        for (int r = 0; r < panel.rows().size(); r++) {
            for (int c = 0; c < panel.columns().size(); c++) {
                OptionalDouble cell = panel.rows().get(r).values().get(c);
                body.append(c)
                        .append(' ')
                        .append(r)
                        .append(' ')
                        .append(PgfRange.number(cell.orElse(value.least())))
                        .append("\\\\\n");
                if (cell.isEmpty()) {
                    over.append("\\draw[fill=white, draw=ropegrid, line width=.5bp] (axis cs:")
                            .append(c - 0.5)
                            .append(',')
                            .append(r - 0.5)
                            .append(") rectangle (axis cs:")
                            .append(c + 0.5)
                            .append(',')
                            .append(r + 0.5)
                            .append(") (axis cs:")
                            .append(c - 0.5)
                            .append(',')
                            .append(r - 0.5)
                            .append(") -- (axis cs:")
                            .append(c + 0.5)
                            .append(',')
                            .append(r + 0.5)
                            .append("); % no value\n");
                } else if (panel.written()) {
                    over.append("\\node[inner sep=0pt, font=\\scriptsize, text=")
                            .append(colors.dark(scaled(cell.getAsDouble())) ? "white" : "black")
                            .append("] at (axis cs:")
                            .append(c)
                            .append(',')
                            .append(r)
                            .append(") {$")
                            .append(PgfNumber.written(cell.getAsDouble()))
                            .append("$};\n");
                }
            }
        }
        panel.bound().ifPresent(before -> over.append(bound(before, panel.rows().size())));
        return body.append("};\n").append(over).toString();
    }

    /** A line left of which so many columns stand, black on white. */
    private static String bound(int before, int rows) {
        StringBuilder text = new StringBuilder();
        for (String look : List.of("white, line width=2.4bp", "black, line width=1.2bp")) {
            text.append("\\draw[")
                    .append(look)
                    .append("] (axis cs:")
                    .append(before - 0.5)
                    .append(",-0.5) -- (axis cs:")
                    .append(before - 0.5)
                    .append(',')
                    .append(rows - 0.5)
                    .append(");\n");
        }
        return text.toString();
    }

    private String meta() {
        String floor = "max(\\thisrow{value}," + PgfRange.number(value.least()) + ")";
        return switch (view.value().scale()) {
            case LINEAR -> "\\thisrow{value}";
            case LOG2 -> "ln(" + floor + ")/ln(2)";
            case LOG10 -> "ln(" + floor + ")/ln(10)";
        };
    }
}
