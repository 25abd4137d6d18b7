package io.github.ropelab.report.latex;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A vertical axis of named rows from top to bottom, at 0, 1, 2 and so on. */
final class PgfRows {
    private PgfRows() {}

    /** Options of the axis; the labels are left out where the panel at the left has the same. */
    static String options(List<String> labels, boolean labelled) {
        String at =
                IntStream.range(0, labels.size()).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String text =
                labels.stream().map(label -> "{" + TexText.of(label) + "}").collect(Collectors.joining(","));
        return "y dir=reverse, ymin=-0.6, ymax=" + (labels.size() - 0.4) + ", ytick={" + at + "}, yticklabels={"
                + (labelled ? text : "")
                + "}, ymajorgrids=false, yticklabel style={text height=1.4ex, text depth=.4ex}";
    }

    /** Room for the labels, points. */
    static double width(List<String> labels) {
        return 8 + labels.stream().mapToDouble(TexText::width).max().orElse(0);
    }
}
