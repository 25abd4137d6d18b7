package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.stats.Interval;
import io.github.ropelab.report.view.IntervalView;
import io.github.ropelab.report.view.IntervalView.Panel;
import io.github.ropelab.report.view.IntervalView.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Estimates with intervals in rows. */
final class PgfIntervals {
    private static final double LEAST_WIDTH = 100;
    private static final double ROW = 11;
    private static final int TICKS = 6;

    private final IntervalView view;
    private final int columns;
    private final PgfFigure figure;

    PgfIntervals(IntervalView view, Style style) {
        this.view = view;
        List<String> labels =
                view.panels().stream().flatMap(panel -> labels(panel).stream()).toList();
        double left = PgfRows.width(labels);
        this.columns = PgfFigure.columns(style, view.side(), LEAST_WIDTH + left / view.side());
        boolean apart = false;
        for (int i = 0; i < view.panels().size(); i++) {
            apart |= labelled(i) && i % columns > 0;
        }
        double notes = view.panels().stream()
                .flatMap(panel -> panel.rows().stream())
                .mapToDouble(row -> TexText.width(row.note()))
                .max()
                .orElse(0);
        double rows = view.panels().stream()
                .mapToDouble(panel -> panel.rows().size())
                .max()
                .orElse(1);
        double wraps = view.panels().stream()
                .mapToDouble(panel -> Math.ceil(TexText.width(panel.x().label()) / LEAST_WIDTH))
                .max()
                .orElse(1);
        double below = 18 + wraps * PgfFigure.LINE;
        this.figure = new PgfFigure(
                style,
                columns,
                left,
                (apart ? left : 8) + notes,
                8 + notes,
                Math.max(40, rows * ROW + 4),
                below + 4,
                below);
    }

    private static List<String> labels(Panel panel) {
        return panel.rows().stream().map(Row::label).toList();
    }

    private boolean labelled(int at) {
        return at % columns == 0
                || !labels(view.panels().get(at)).equals(labels(view.panels().get(at - 1)));
    }

    String text() {
        TreeSet<Integer> styles = new TreeSet<>();
        List<PgfFigure.Panel> panels = new ArrayList<>();
        for (int i = 0; i < view.panels().size(); i++) {
            Panel panel = view.panels().get(i);
            panel.rows().forEach(row -> styles.add(row.style()));
            PgfRange x = PgfRange.of(
                    panel.x().scale(),
                    DoubleStream.concat(
                            DoubleStream.of(view.mark().at()),
                            panel.rows().stream().flatMapToDouble(row -> row.interval()
                                    .map(interval -> DoubleStream.of(interval.low(), row.middle(), interval.high()))
                                    .orElse(DoubleStream.of(row.middle())))));
            List<String> options = new ArrayList<>();
            int across = (int) Math.max(2, Math.min(TICKS, figure.width() / (PgfRange.width(x.ticks(TICKS)) + 8)));
            options.add(PgfRows.options(labels(panel), labelled(i)) + ", clip=false");
            options.add(x.options("x", across, true));
            options.add("xlabel={" + TexText.of(panel.x().label()) + "}");
            String mark = PgfRange.number(view.mark().at());
            StringBuilder body = new StringBuilder("\\draw[rope bound] (axis cs:" + mark + ",-0.6) -- (axis cs:" + mark
                    + "," + (panel.rows().size() - 0.4) + ");\n");
            for (int r = 0; r < panel.rows().size(); r++) {
                row(body, r, panel.rows().get(r));
            }
            panels.add(new PgfFigure.Panel(panel.title(), options, body.toString()));
        }
        List<PgfFigure.Entry> legend = view.mark().label().isEmpty()
                ? List.of()
                : List.of(
                        new PgfFigure.Entry("rope bound, mark=none", view.mark().label()));
        return figure.text("groupplots", styles, panels, legend);
    }

    /** What does not count as shown has a marker that is white inside. */
    private static void row(StringBuilder body, int at, Row row) {
        String style = String.valueOf(row.style());
        Interval ends = row.interval().orElse(new Interval(row.middle(), row.middle()));
        body.append("% ")
                .append(TexText.comment(row.label()))
                .append("\n\\addplot[rope line ")
                .append(style)
                .append(", solid, rope mark ")
                .append(style)
                .append(row.filled() ? "" : ", mark options={fill=white}")
                .append(", forget plot, error bars/.cd, x dir=both, x explicit, error mark=none] table[x=x, y expr=")
                .append(at)
                .append(
                        ", x error plus expr=\\thisrow{high}-\\thisrow{x}, x error minus expr=\\thisrow{x}-\\thisrow{low},"
                                + " row sep=crcr]{x low high\\\\\n")
                .append(PgfRange.number(row.middle()))
                .append(' ')
                .append(PgfRange.number(ends.low()))
                .append(' ')
                .append(PgfRange.number(ends.high()))
                .append("\\\\\n};\n");
        if (!row.note().isEmpty()) {
            body.append("\\node[anchor=west, inner sep=2bp] at ({rel axis cs:1,0} |- {axis cs:")
                    .append(PgfRange.number(row.middle()))
                    .append(',')
                    .append(at)
                    .append("}) {")
                    .append(TexText.of(row.note()))
                    .append("};\n");
        }
    }
}
