package io.github.ropelab.report.reproduction;

import java.util.List;
import java.util.stream.Collectors;

/** Parts of Markdown pages. */
final class Markdown {
    private Markdown() {}

    /** A text that stands for itself in a cell or under a picture: the signs of formulas are no marks. */
    static String plain(String text) {
        return text.replaceAll("([\\\\*<|_`\\[\\]])", "\\\\$1").replaceAll("\\s+", " ");
    }

    /** A table, whose cells are Markdown. */
    static String table(List<String> heads, String alignment, List<List<String>> rows) {
        StringBuilder text = new StringBuilder(row(heads)).append('|');
        for (char column : alignment.toCharArray()) {
            text.append(column == 'r' ? "---:|" : "---|");
        }
        text.append('\n');
        rows.forEach(cells -> text.append(row(cells)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(cell -> cell + " |").collect(Collectors.joining(" ", "| ", "\n"));
    }
}
