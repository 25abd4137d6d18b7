package io.github.ropelab.experiments.result;

import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.input.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
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
        Table table = Table.create("results");
        for (int c = 0; c < COLUMNS.size(); c++) {
            table.addColumns(column(c));
        }
        StringWriter text = new StringWriter();
        table.write().csv(text);
        return text.toString();
    }

    private Column<?> column(int index) {
        String name = COLUMNS.get(index);
        List<Object> values = rows.stream().map(row -> component(row, index)).toList();
        switch (type(name).name()) {
            case "INTEGER":
                IntColumn ints = IntColumn.create(name);
                values.forEach(v -> ints.append(v instanceof OptionalInt optional ? boxed(optional) : (Integer) v));
                return ints;
            case "LONG":
                LongColumn longs = LongColumn.create(name);
                values.forEach(v -> longs.append((Long) v));
                return longs;
            case "DOUBLE":
                DoubleColumn doubles = DoubleColumn.create(name);
                values.forEach(
                        v -> doubles.append(v instanceof OptionalDouble optional ? boxed(optional) : (Double) v));
                return doubles;
            default:
                StringColumn texts = StringColumn.create(name);
                values.forEach(v -> texts.append((String) v));
                return texts;
        }
    }

    /** Tablesaw appends null as missing. */
    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Object component(ResultRow row, int index) {
        try {
            return COMPONENTS.get(index).getAccessor().invoke(row);
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
            case "base", "value":
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
                row.isMissing("value") ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble("value")),
                row.getLong("n"),
                row.getString("status"),
                row.getString("note"),
                row.getString("cell"));
    }

    private static OptionalInt integer(Row row, String column) {
        return row.isMissing(column) ? OptionalInt.empty() : OptionalInt.of(row.getInt(column));
    }
}
