package io.github.ropelab.experiments.result;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Columns as CSV text: comma, LF, quotes where needed, doubles in full precision, missing values empty. */
public final class CsvText {
    private CsvText() {}

    /**
     * The text of a table.
     *
     * @param columns name to values, in order; the values of a column are all Integer, all Long, all Double or all
     *     String; null is missing
     */
    public static String of(Map<String, ? extends List<?>> columns) {
        Table table = Table.create("table");
        columns.forEach((name, values) -> table.addColumns(column(name, values)));
        StringWriter text = new StringWriter();
        table.write().csv(text);
        return text.toString();
    }

    private static Column<?> column(String name, List<?> values) {
        Object first = values.stream()
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .findFirst()
                .orElse("");
        if (first instanceof Integer) {
            IntColumn column = IntColumn.create(name);
            values.forEach(v -> column.append((Integer) v));
            return column;
        }
        if (first instanceof Long) {
            LongColumn column = LongColumn.create(name);
            values.forEach(v -> column.append((Long) v));
            return column;
        }
        if (first instanceof Double) {
            DoubleColumn column = DoubleColumn.create(name);
            values.forEach(v -> column.append((Double) v));
            return column;
        }
        StringColumn column = StringColumn.create(name);
        values.forEach(v -> column.append((String) v));
        return column;
    }
}
