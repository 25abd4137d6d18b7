package io.github.ropelab.report.view;

import io.github.ropelab.report.stats.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * A table of estimates.
 *
 * @param caption for people
 * @param groups what the groups of rows are, as in {@code data}
 * @param labels what the rows are, as in {@code strategy}
 * @param heads of the value columns
 * @param rows in order
 */
public record TableView(String caption, String groups, String labels, List<Head> heads, List<Row> rows) {
    /** Copies the lists. */
    public TableView {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
    }

    /**
     * A value column.
     *
     * @param key in CSV
     * @param title for people
     * @param unit of the values
     */
    public record Head(String key, String title, String unit) {}

    /**
     * A row.
     *
     * @param group rows of a group stand together, as those of one data set
     * @param label what the row is about
     * @param values one per head; absent where it is not defined
     */
    public record Row(String group, String label, List<Optional<Estimate>> values) {
        /** Copies the list. */
        public Row {
            values = List.copyOf(values);
        }
    }
}
