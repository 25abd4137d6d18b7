package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.view.DotView;
import io.github.ropelab.report.view.DotView.Dot;
import io.github.ropelab.report.view.DotView.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Rows of dots, a lane for each series, with the range of a lane as a line and a note below it. */
final class PgfDots {
    private static final double LANE = 5;
    private static final double NOTE = 9.5;
    private static final double SMALLER = 0.85;
    private static final double MARGIN = 20;
    private static final double SPACE = 4;
    private static final int TICKS = 7;

    private final DotView view;
    private final double notes;
    private final double row;
    private final PgfRange x;
    private final PgfFigure figure;

    PgfDots(DotView view, Style style) {
        this.view = view;
        this.x = PgfRange.of(
                view.value().scale(),
                DoubleStream.concat(
                        DoubleStream.of(0),
                        view.rows().stream().flatMap(r -> r.dots().stream()).mapToDouble(Dot::value)));
        double left = PgfRows.width(view.rows().stream().map(Row::label).toList());
        this.notes = NOTE
                * view.rows().stream()
                        .mapToDouble(r ->
                                Math.ceil(SMALLER * TexText.width(r.note()) / (style.widthPoints() - left - MARGIN)))
                        .max()
                        .orElse(0);
        this.row = view.series().size() * LANE + notes + SPACE;
        double below =
                20 + PgfFigure.LINE * Math.ceil(TexText.width(view.value().label()) / (style.widthPoints() - left));
        this.figure = new PgfFigure(style, 1, left, 0, 10, view.rows().size() * row, below, below);
    }

    String text() {
        TreeSet<Integer> styles = new TreeSet<>();
        for (int s = 0; s < view.series().size(); s++) {
            styles.add(s);
        }
        List<String> labels = view.rows().stream().map(Row::label).toList();
        List<String> options = new ArrayList<>();
        int across = (int) Math.max(2, Math.min(TICKS, figure.width() / (PgfRange.width(x.ticks(TICKS)) + 8)));
        options.add(x.options("x", across, true) + ", xmajorgrids");
        options.add(PgfRows.options(labels, true) + ", ymin=-0.5, ymax=" + (labels.size() - 0.5));
        options.add("xlabel={" + TexText.of(view.value().label()) + "}");
        StringBuilder body = new StringBuilder();
        String bottom = String.valueOf(labels.size() - 0.5);
        view.mark().ifPresent(mark -> body.append("\\fill[ropeband] (axis cs:")
                .append(PgfRange.number(mark.from()))
                .append(",-0.5) rectangle (axis cs:")
                .append(PgfRange.number(mark.to()))
                .append(',')
                .append(bottom)
                .append(");\n"));
        for (int r = 0; r < view.rows().size(); r++) {
            row(body, r, view.rows().get(r));
        }
        view.mark().ifPresent(mark -> body.append("\\draw[rope bound] (axis cs:")
                .append(PgfRange.number(mark.at()))
                .append(",-0.5) -- (axis cs:")
                .append(PgfRange.number(mark.at()))
                .append(',')
                .append(bottom)
                .append(");\n"));
        List<PgfFigure.Entry> legend = new ArrayList<>();
        for (int s = 0; s < view.series().size(); s++) {
            legend.add(new PgfFigure.Entry(
                    "only marks, rope line " + s + ", rope mark " + s,
                    view.series().get(s)));
        }
        view.mark().ifPresent(mark -> {
            legend.add(new PgfFigure.Entry("rope bound, mark=none", mark.label()));
            legend.add(new PgfFigure.Entry("area legend, draw=none, fill=ropeband, mark=none", mark.band()));
        });
        return figure.text("groupplots", styles, List.of(new PgfFigure.Panel("", options, body.toString())), legend);
    }

    private void row(StringBuilder body, int at, Row line) {
        body.append("\\draw[")
                .append(line.apart() ? "black" : "ropegrid")
                .append(", line width=.5bp] ({rel axis cs:0,0} |- {axis cs:0,")
                .append(at - 0.5)
                .append("}) -- ({rel axis cs:1,0} |- {axis cs:0,")
                .append(at - 0.5)
                .append("});\n");
        for (int s = 0; s < view.series().size(); s++) {
            int series = s;
            List<Dot> dots =
                    line.dots().stream().filter(dot -> dot.series() == series).toList();
            if (!dots.isEmpty()) {
                String y = PgfRange.number(at - 0.5 + (SPACE + (s + 0.5) * LANE) / row);
                double least = dots.stream().mapToDouble(Dot::value).min().orElseThrow();
                double most = dots.stream().mapToDouble(Dot::value).max().orElseThrow();
                body.append("% ")
                        .append(TexText.comment(
                                line.label() + ", " + view.series().get(s)))
                        .append("\n\\draw[rope")
                        .append(s)
                        .append(", line width=.5bp] (axis cs:")
                        .append(PgfRange.number(least))
                        .append(',')
                        .append(y)
                        .append(") -- (axis cs:")
                        .append(PgfRange.number(most))
                        .append(',')
                        .append(y)
                        .append(");\n\\addplot[only marks, rope line ")
                        .append(s)
                        .append(", rope mark ")
                        .append(s)
                        .append(", forget plot] table[x=x, y expr=")
                        .append(y)
                        .append(", row sep=crcr]{x\\\\\n");
                dots.forEach(dot -> body.append(PgfRange.number(dot.value())).append("\\\\\n"));
                body.append("};\n");
            }
        }
        if (!line.note().isEmpty()) {
            String y = PgfRange.number(at + 0.5 - (notes / 2 + 1) / row);
            body.append("\\node[anchor=west, inner sep=1bp, font=\\scriptsize, align=left, text width="
                            + PgfRange.number(figure.width() - 10) + "bp] at ({rel axis cs:0,0} |- {axis cs:0,")
                    .append(y)
                    .append("}) {")
                    .append(TexText.of(line.note()))
                    .append("};\n");
        }
    }
}
