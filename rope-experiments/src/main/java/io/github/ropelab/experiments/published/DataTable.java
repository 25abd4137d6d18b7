package io.github.ropelab.experiments.published;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.result.CsvText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tidy table of what was computed: one observation per row.
 *
 * @param id of its file
 * @param title for people
 * @param columns from left to right
 * @param rows each with one value per column: Double, Integer, Long or String of one type per column; null is missing
 */
public record DataTable(String id, String title, List<Column> columns, List<List<Object>> rows) {
    /**
     * A column.
     *
     * @param name in the file
     * @param meaning for people, with unit
     */
    public record Column(String name, String meaning) {}

    /** Copies the lists. */
    public DataTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        InvalidParameter.require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "table", id, "be lower-case words with hyphens");
        for (List<Object> row : rows) {
            InvalidParameter.require(
                    row.size() == columns.size(), "row of table " + id, row, "have " + columns.size() + " values");
        }
    }

    /** Collects rows. */
    public static final class Rows {
        private final String id;
        private final String title;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Object>> rows = new ArrayList<>();

        private Rows(String id, String title) {
            this.id = id;
            this.title = title;
        }

        /** A further column; all before the first row. */
        public Rows column(String name, String meaning) {
            columns.add(new Column(name, meaning));
            return this;
        }

        /** A further row, one value per column. */
        public Rows row(Object... values) {
            List<Object> row = new ArrayList<>();
            Collections.addAll(row, values);
            rows.add(Collections.unmodifiableList(row));
            return this;
        }

        /** The table. */
        public DataTable table() {
            return new DataTable(id, title, columns, rows);
        }
    }

    /** An empty table to be filled. */
    public static Rows titled(String id, String title) {
        return new Rows(id, title);
    }

    /** Index of a column. */
    public int index(String column) {
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).name().equals(column)) {
                return c;
            }
        }
        throw new InvalidParameter("column", column, "be one of table " + id);
    }

    /** As CSV, full precision. */
    public String csv() {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            List<Object> column = new ArrayList<>();
            for (List<Object> row : rows) {
                column.add(row.get(c));
            }
            values.put(columns.get(c).name(), column);
        }
        return CsvText.of(values);
    }
}
