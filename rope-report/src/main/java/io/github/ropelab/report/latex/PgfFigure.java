package io.github.ropelab.report.latex;

import io.github.ropelab.report.render.SeriesLook;
import io.github.ropelab.report.render.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A tikzpicture of panels in a grid with one legend below, as wide as a style says. What stands left of the panels and
 * below them has room set aside by its number of letters, since only LaTeX knows how wide they are.
 *
 * @param style its width
 * @param columns panels side by side
 * @param left room for labels left of the first column, points
 * @param gap between columns, points
 * @param right room at the right, points
 * @param height of a panel, points
 * @param below room for labels below the panels of the last row, points
 * @param between room for labels between two rows, points; titles come on top of it
 */
record PgfFigure(
        Style style, int columns, double left, double gap, double right, double height, double below, double between) {
    /** Height of a line of text. */
    static final double LINE = 10;

    private static final double SAMPLE = 22;
    private static final double ENTRY_GAP = 14;
    private static final double TITLE = 13;

    /**
     * A panel.
     *
     * @param title above it, as text; empty for none
     * @param notes lines of their own below the title, as texts
     * @param options of its axes
     * @param body what is drawn in it
     */
    record Panel(String title, List<String> notes, List<String> options, String body) {
        /** Without notes. */
        Panel(String title, List<String> options, String body) {
            this(title, List.of(), options, body);
        }
    }

    /**
     * An entry of the legend.
     *
     * @param options of its image
     * @param label as text
     */
    record Entry(String options, String label) {}

    /** As many of the wanted columns as leave panels of a readable width. */
    static int columns(Style style, int wanted, double least) {
        return Math.max(1, Math.min(wanted, (int) (style.widthPoints() / least)));
    }

    /** The width of a panel's axes. */
    double width() {
        return (style.widthPoints() - left - right - (columns - 1) * gap) / columns;
    }

    /** The text of the file. */
    String text(String libraries, Set<Integer> styles, List<Panel> panels, List<Entry> legend) {
        int rows = (panels.size() + columns - 1) / columns;
        StringBuilder text = new StringBuilder(head(libraries, styles));
        text.append(String.format(
                Locale.ROOT,
                "\\begin{groupplot}[\n  group style={group size=%d by %d, horizontal sep=%.2fbp, vertical sep=%.2fbp},\n"
                        + "  width=%.2fbp, height=%.2fbp, scale only axis, rope axes,\n"
                        + "  title style={text width=%.2fbp, align=center},\n"
                        + "  xlabel style={text width=%.2fbp, align=center}, ylabel style={text width=%.2fbp, align=center}]%n",
                columns,
                rows,
                gap,
                between + (panels.get(0).title().isEmpty() && panels.size() == 1 ? 0 : TITLE) + notes(panels) * LINE,
                width(),
                height,
                width() + Math.min(gap, left) / 2,
                width() + Math.min(gap, left) / 2,
                height));
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            String letter = panels.size() == 1
                    ? ""
                    : "(" + letter(i) + ")" + (panel.title().isEmpty() ? "" : " ");
            List<String> options = new ArrayList<>();
            if (!(letter + panel.title()).isEmpty()) {
                options.add("title={" + letter + TexText.of(panel.title())
                        + panel.notes().stream()
                                .map(note -> "\\\\" + TexText.of(note))
                                .collect(Collectors.joining())
                        + "}");
            }
            options.addAll(panel.options());
            if (i == panels.size() - 1 && !legend.isEmpty()) {
                options.add(legendPlace(legend, i % columns));
            }
            text.append("\\nextgroupplot[")
                    .append(String.join(",\n  ", options))
                    .append("]\n")
                    .append(panel.body());
        }
        for (Entry entry : legend) {
            text.append("\\addlegendimage{")
                    .append(entry.options())
                    .append("}\n\\addlegendentry{")
                    .append(TexText.of(entry.label()))
                    .append("}\n");
        }
        return text.append(tail()).toString();
    }

    /** Lines below the titles; one that is too wide for its panel takes two. */
    private double notes(List<Panel> panels) {
        return panels.stream()
                .mapToDouble(panel -> panel.notes().stream()
                        .mapToDouble(note -> Math.ceil(TexText.width(note) / width()))
                        .sum())
                .max()
                .orElse(0);
    }

    static String letter(int panel) {
        return Character.toString('a' + panel % 26).repeat(1 + panel / 26);
    }

    private String head(String libraries, Set<Integer> styles) {
        StringBuilder text = new StringBuilder("% Made by RopeLab for \\input; "
                + "needs in the preamble:\n%   \\usepackage{pgfplots}\n%   \\pgfplotsset{compat=1.18}\n"
                + "%   \\usepgfplotslibrary{" + libraries + "}\n"
                + "% Text has the paper's own font, in the size of \\ropefont. Width: "
                + String.format(Locale.ROOT, "%.3f in.%n", style.widthPoints() / 72)
                + "\\providecommand{\\ropefont}{\\footnotesize}%\n\\begin{tikzpicture}[font=\\ropefont]\n"
                + "\\definecolor{ropegrid}{HTML}{" + SeriesLook.grid() + "}\n\\definecolor{ropeband}{HTML}{"
                + SeriesLook.band() + "}\n");
        for (int style : new TreeSet<>(styles)) {
            text.append(styleOf(style));
        }
        return text + "\\pgfplotsset{\n"
                + "  rope axes/.style={axis lines*=left, axis on top=false, tick align=outside, major tick length=2bp,\n"
                + "    axis line style={line width=.5bp}, tick style={black, line width=.5bp}, minor tick num=0,\n"
                + "    ymajorgrids, grid style={ropegrid, line width=.5bp}, scaled ticks=false, legend cell align=left,\n"
                + "    label style={font=\\ropefont}, tick label style={font=\\ropefont}, title style={yshift=-3bp},\n"
                + "    legend style={draw=none, fill=none, inner sep=0pt, font=\\ropefont,\n"
                + "      nodes={text height=1.5ex, text depth=.4ex}, /tikz/every even column/.append style={column sep=7bp}}}}\n"
                + "\\tikzset{rope bound/.style={black!75, line width=.8bp, dash pattern=on 1bp off 2bp}}\n";
    }

    private static String styleOf(int style) {
        SeriesLook look = SeriesLook.of(style);
        String dash = "solid";
        if (!look.dash().isEmpty()) {
            StringBuilder pattern = new StringBuilder("dash pattern=");
            for (int i = 0; i < look.dash().size(); i++) {
                pattern.append(i % 2 == 0 ? "on " : "off ")
                        .append(look.dash().get(i))
                        .append("bp ");
            }
            dash = pattern.toString().strip();
        }
        double half = SeriesLook.MARKER_POINTS / 2;
        String marker =
                switch (look.marker()) {
                    case CIRCLE -> "mark=*";
                    case SQUARE -> "mark=square*";
                    case DIAMOND -> "mark=diamond*";
                    case TRIANGLE_UP -> "mark=triangle*";
                    case TRIANGLE_DOWN -> "mark=triangle*";
                    case CROSS -> "mark=x";
                    case PLUS -> "mark=+";
                };
        String turned = look.marker() == SeriesLook.Shape.TRIANGLE_DOWN ? ", rotate=180" : "";
        return String.format(
                Locale.ROOT,
                "\\definecolor{rope%1$d}{HTML}{%2$s}\n\\pgfplotsset{rope line %1$d/.style={color=rope%1$d, line width=%3$sbp, "
                        + "%4$s},\n  rope mark %1$d/.style={%5$s, mark size=%6$sbp, mark options={solid, line width=.8bp%7$s}}}\n",
                style,
                look.color(),
                look.width(),
                dash,
                marker,
                half,
                turned);
    }

    /** The legend belongs to the last panel and stands in the middle of the figure. */
    private String legendPlace(List<Entry> legend, int column) {
        double start = left + column * (width() + gap);
        int perRow = legend.size();
        while (perRow > 1 && legendWidth(legend, perRow) > style.widthPoints()) {
            perRow--;
        }
        return String.format(
                Locale.ROOT,
                "legend columns=%d, legend style={at={(%.4f,%.4f)}, anchor=north}",
                perRow,
                (style.widthPoints() / 2 - start) / width(),
                -below / height);
    }

    /** Entries stand in rows, in columns that are as wide as their widest entry. */
    private static double legendWidth(List<Entry> legend, int perRow) {
        double[] widths = new double[perRow];
        for (int i = 0; i < legend.size(); i++) {
            widths[i % perRow] = Math.max(
                    widths[i % perRow],
                    SAMPLE + ENTRY_GAP + TexText.width(legend.get(i).label()));
        }
        return Arrays.stream(widths).sum();
    }

    private String tail() {
        return String.format(
                Locale.ROOT,
                "\\end{groupplot}\n\\coordinate (rope low) at (current bounding box.south);\n"
                        + "\\coordinate (rope high) at (current bounding box.north);\n"
                        + "\\coordinate (rope left) at ([xshift=%.2fbp]group c1r1.west);\n"
                        + "\\coordinate (rope right) at ([xshift=%.2fbp]group c1r1.west);\n\\pgfresetboundingbox\n"
                        + "\\path[use as bounding box] (rope left |- rope low) rectangle (rope right |- rope high);\n"
                        + "\\end{tikzpicture}%%\n",
                -left,
                style.widthPoints() - left);
    }
}
