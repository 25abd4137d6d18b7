package io.github.ropelab.experiments.result;

import io.github.ropelab.model.io.InvalidInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rows of a study in their total order; immutable. */
public final class ResultTable {
    private final List<ResultRow> rows;

    private ResultTable(List<ResultRow> rows) {
        this.rows = rows;
    }

    /** Rows that stand in their order already. */
    static ResultTable ordered(List<ResultRow> rows) {
        return new ResultTable(rows);
    }

    /** A table of the rows, sorted. */
    public static ResultTable of(List<ResultRow> rows) {
        return new ResultTable(rows.stream().sorted().toList());
    }

    /** Column names in file order. */
    public static List<String> columns() {
        return ColumnAccess.columns();
    }

    /** All rows in order. */
    public List<ResultRow> rows() {
        return rows;
    }

    /** The rows by what a function makes of them, each group in order. */
    public <K> Map<K, ResultTable> by(Function<ResultRow, K> key) {
        Map<K, List<ResultRow>> groups = new HashMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row));
        Map<K, ResultTable> tables = new HashMap<>();
        groups.forEach((k, ofGroup) -> tables.put(k, new ResultTable(Collections.unmodifiableList(ofGroup))));
        return tables;
    }

    /** The rows that a condition holds for. */
    public ResultTable where(Predicate<ResultRow> condition) {
        return new ResultTable(rows.stream().filter(condition).toList());
    }

    /** The table as CSV: UTF-8, LF, doubles in full precision. */
    public String toCsv() {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        for (String column : columns()) {
            Function<ResultRow, Object> accessor = ColumnAccess.of(column);
            List<Object> values = new ArrayList<>(rows.size());
            rows.forEach(row -> values.add(accessor.apply(row)));
            columns.put(column, values);
        }
        return CsvText.of(columns);
    }

    /** A row's value in a column as text; empty if it is missing. */
    public static String text(ResultRow row, String column) {
        Object value = ColumnAccess.of(column).apply(row);
        return value == null ? "" : value.toString();
    }

    /**
     * Reads a file that {@link #toCsv} made.
     *
     * @throws InvalidInput if it is missing or has other columns
     */
    public static ResultTable read(Path csv) {
        return ResultFile.read(csv).table();
    }
}
