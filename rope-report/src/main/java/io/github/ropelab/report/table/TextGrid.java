package io.github.ropelab.report.table;

import io.github.ropelab.report.view.TableView;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of finished texts, to be set as Markdown or LaTeX.
 *
 * @param caption above it
 * @param groups what the groups of rows are
 * @param labels what the rows are
 * @param heads of the value columns
 * @param rows in order
 */
record TextGrid(String caption, String groups, String labels, List<TableView.Head> heads, List<Row> rows) {
    /** A row: its group, its label, one text per head. */
    record Row(String group, String label, List<String> cells) {}

    /** A Markdown table. */
    String markdown() {
        StringBuilder text = new StringBuilder(caption + "\n\n| " + groups + " | " + labels + " |");
        heads.forEach(
                head -> text.append(' ').append(title(head).replace("|", "\\|")).append(" |"));
        text.append("\n|---|---|").append("---:|".repeat(heads.size())).append('\n');
        for (Row row : rows) {
            text.append("| ")
                    .append(row.group())
                    .append(" | ")
                    .append(row.label())
                    .append(" |");
            row.cells().forEach(cell -> text.append(' ').append(cell).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String title(TableView.Head head) {
        return head.title() + " (" + head.unit() + ")";
    }

    /** A tabular for LaTeX with booktabs: rules, one line per strategy, a rule between data sets. Cells are LaTeX. */
    String latex() {
        StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n% ")
                .append(caption)
                .append("\n\\begin{tabular}{ll")
                .append("r".repeat(heads.size()))
                .append("}\n\\toprule\n" + groups + " & " + labels);
        heads.forEach(head -> text.append(" & ").append(escaped(head.title())));
        text.append(" \\\\\n & ");
        heads.forEach(head -> text.append(" & (").append(escaped(head.unit())).append(")"));
        text.append(" \\\\\n");
        String group = null;
        for (Row row : rows) {
            boolean first = !row.group().equals(group);
            text.append(first ? "\\midrule\n" + escaped(row.group()) : "")
                    .append(" & ")
                    .append(escaped(row.label()));
            row.cells().forEach(cell -> text.append(" & ").append(cell));
            text.append(" \\\\\n");
            group = row.group();
        }
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '_', '%', '&', '#' -> "\\" + (char) c;
                    case 'Δ' -> "$\\Delta$";
                    case '|' -> "$|$";
                    default -> String.valueOf((char) c);
                })
                .collect(Collectors.joining());
    }
}
