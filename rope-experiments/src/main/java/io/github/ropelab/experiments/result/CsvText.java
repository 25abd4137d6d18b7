package io.github.ropelab.experiments.result;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

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

    /**
     * The lines of a table, column to text; missing values are empty.
     *
     * @throws InvalidInput if there is no such file or it is no table
     */
    public static List<Map<String, String>> read(Path csv) {
        if (!Files.isRegularFile(csv)) {
            throw new InvalidInput(csv.toString(), Problem.of("", "", "exist"));
        }
        Table table;
        try {
            table = Table.read()
                    .usingOptions(CsvReadOptions.builder(csv.toFile())
                            .columnTypes(name -> ColumnType.STRING)
                            .missingValueIndicator("")
                            .build());
        } catch (RuntimeException e) {
            throw new InvalidInput(csv.toString(), Problem.of("", "", "be a table: " + e.getMessage()));
        }
        List<Map<String, String>> lines = new ArrayList<>();
        for (Row row : table) {
            Map<String, String> line = new LinkedHashMap<>();
            table.columnNames().forEach(name -> line.put(name, row.getString(name)));
            lines.add(line);
        }
        return lines;
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
