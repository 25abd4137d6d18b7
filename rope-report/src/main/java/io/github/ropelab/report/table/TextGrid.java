package io.github.ropelab.report.table;

import io.github.ropelab.report.view.TableView;
import java.util.List;

/**
 * A table of finished texts, to be set as Markdown.
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
}
