package io.github.ropelab.experiments.result;

import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The rows of a study in their total order; immutable. */
public final class ResultTable {
    private static final List<String> INTEGERS = List.of(
            "layer",
            "head",
            "seed",
            "head_dim",
            "rotary_dim",
            "trained_length",
            "target_length",
            "current_length",
            "strategy_version",
            "metric_version",
            "from",
            "to");
    private static final List<RecordComponent> COMPONENTS = List.of(ResultRow.class.getRecordComponents());
    private static final List<String> COLUMNS = COMPONENTS.stream()
            .map(c -> c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .toList();

    private final List<ResultRow> rows;

    private ResultTable(List<ResultRow> rows) {
        this.rows = rows;
    }

    /** A table of the rows, sorted. */
    public static ResultTable of(List<ResultRow> rows) {
        return new ResultTable(rows.stream().sorted().toList());
    }

    /** Column names in file order. */
    public static List<String> columns() {
        return COLUMNS;
    }

    /** All rows in order. */
    public List<ResultRow> rows() {
        return rows;
    }

    /** The rows that a condition holds for. */
    public ResultTable where(Predicate<ResultRow> condition) {
        return new ResultTable(rows.stream().filter(condition).toList());
    }

    /** The table as CSV: UTF-8, LF, doubles in full precision. */
    public String toCsv() {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (int c = 0; c < COLUMNS.size(); c++) {
            int index = c;
            List<Object> values = new ArrayList<>(rows.size());
            rows.forEach(row -> values.add(component(row, index)));
            columns.put(COLUMNS.get(c), values);
        }
        return CsvText.of(columns);
    }

    /** A row's value in a column as text; empty if it is missing. */
    public static String text(ResultRow row, String column) {
        Object value = component(row, COLUMNS.indexOf(column));
        return value == null ? "" : value.toString();
    }

    /** A component's value; an absent optional as null. */
    private static Object component(ResultRow row, int index) {
        try {
            Object value = COMPONENTS.get(index).getAccessor().invoke(row);
            if (value instanceof OptionalInt optional) {
                return optional.isPresent() ? optional.getAsInt() : null;
            }
            if (value instanceof OptionalDouble optional) {
                return optional.isPresent() ? optional.getAsDouble() : null;
            }
            return value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ColumnType type(String column) {
        if (INTEGERS.contains(column)) {
            return ColumnType.INTEGER;
        }
        switch (column) {
            case "n":
                return ColumnType.LONG;
            case "base", "value", "standard_error":
                return ColumnType.DOUBLE;
            default:
                return ColumnType.STRING;
        }
    }

    /**
     * Reads a file that {@link #toCsv} made.
     *
     * @throws InvalidInput if it is missing or has other columns
     */
    public static ResultTable read(Path csv) {
        if (!Files.isRegularFile(csv)) {
            throw new InvalidInput(csv.toString(), Problem.of("", "", "exist"));
        }
        ColumnType[] types = COLUMNS.stream().map(ResultTable::type).toArray(ColumnType[]::new);
        Table table;
        try {
            String header = Files.lines(csv).findFirst().orElse("");
            if (!header.equals(String.join(",", COLUMNS))) {
                throw new InvalidInput(csv.toString(), Problem.of("header", header, "be " + String.join(",", COLUMNS)));
            }
            table = Table.read()
                    .usingOptions(CsvReadOptions.builder(csv.toFile())
                            .columnTypes(types)
                            .missingValueIndicator("")
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ResultTable(IntStream.range(0, table.rowCount())
                .mapToObj(table::row)
                .map(ResultTable::row)
                .toList());
    }

    private static ResultRow row(Row row) {
        return new ResultRow(
                row.getString("study"),
                row.getString("data"),
                integer(row, "layer"),
                integer(row, "head"),
                integer(row, "seed"),
                row.getInt("head_dim"),
                row.getInt("rotary_dim"),
                row.getString("pairing"),
                row.getDouble("base"),
                row.getInt("trained_length"),
                row.getInt("target_length"),
                row.getInt("current_length"),
                row.getString("strategy"),
                row.getString("strategy_id"),
                row.getInt("strategy_version"),
                row.getString("parameters"),
                row.getString("reference"),
                row.getString("arithmetic"),
                row.getString("metric"),
                row.getInt("metric_version"),
                row.getString("metric_parameters"),
                row.getString("statistic"),
                row.getString("axis"),
                row.getInt("from"),
                row.getInt("to"),
                row.getString("unit"),
                number(row, "value"),
                number(row, "standard_error"),
                row.getLong("n"),
                row.getString("status"),
                row.getString("note"),
                row.getString("cell"));
    }

    private static OptionalDouble number(Row row, String column) {
        return row.isMissing(column) ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(column));
    }

    private static OptionalInt integer(Row row, String column) {
        return row.isMissing(column) ? OptionalInt.empty() : OptionalInt.of(row.getInt(column));
    }
}
