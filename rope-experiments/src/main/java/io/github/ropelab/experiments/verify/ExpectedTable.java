package io.github.ropelab.experiments.verify;

import io.github.ropelab.experiments.result.CsvText;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a study is expected to give: {@code expected.csv}. Its columns are found by name: key columns of results.csv, as
 * many as tell its rows apart, then {@code rows}, {@code status}, {@code value}, {@code absolute}, {@code relative}. A value
 * holds within {@code max(absolute, relative·|value|)}, to either side.
 */
public final class ExpectedTable {
    private static final String ROWS = "rows";
    private static final String STATUS = "status";
    private static final String VALUE = "value";
    private static final String ABSOLUTE = "absolute";
    private static final String RELATIVE = "relative";
    private static final List<String> OTHERS = List.of(ROWS, STATUS, VALUE, ABSOLUTE, RELATIVE);

    private final List<String> columns;
    private final List<Row> rows;

    private ExpectedTable(List<String> columns, List<Row> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** An expected row and its tolerance. */
    record Row(Digest.Row digest, double absolute, double relative) {
        /** How far a value may lie from the expected one. */
        double tolerance() {
            return Math.max(absolute, relative * Math.abs(digest.value().orElse(0)));
        }
    }

    /**
     * What a run gave. Rows that rest on passes of a model have the wider tolerance of {@link FloatTolerance}.
     *
     * @param results without failed cells
     * @param absolute tolerance of every row, in the unit of its value
     * @param relative tolerance of every row, as a share of its value
     * @throws InvalidInput if a cell failed, or there are no rows
     */
    public static ExpectedTable of(ResultTable results, double absolute, double relative) {
        long failed = results.rows().stream()
                .filter(row -> row.status().equals(ResultRow.FAILED))
                .count();
        if (failed > 0 || results.rows().isEmpty()) {
            throw new InvalidInput(
                    "results.csv",
                    Problem.of("", failed + " failed of " + results.rows().size() + " rows", "hold a run that worked"));
        }
        ResultTable summarized = Digest.summarized(results);
        List<String> columns = Digest.columns(summarized);
        FloatTolerance passes = FloatTolerance.of(summarized, columns);
        return new ExpectedTable(
                columns,
                Digest.of(summarized, columns).stream()
                        .map(row -> new Row(
                                row,
                                Math.max(absolute, passes.absolute(row.key())),
                                Math.max(relative, passes.relative(row.key()))))
                        .toList());
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInput if it is missing, has unknown columns, twice the same key, or a value that is no number
     */
    public static ExpectedTable read(Path csv) {
        List<Map<String, String>> lines = CsvText.read(csv);
        if (lines.isEmpty()) {
            throw new InvalidInput(csv.toString(), Problem.of("", "", "hold at least one row"));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> header = lines.get(0).keySet();
        OTHERS.stream()
                .filter(column -> !header.contains(column))
                .forEach(column -> problems.add(Problem.of(column, "missing", "be a column")));
        List<String> columns =
                header.stream().filter(column -> !OTHERS.contains(column)).toList();
        columns.stream()
                .filter(column -> !Digest.KEYS.contains(column))
                .forEach(column ->
                        problems.add(Problem.of("header", column, "name key columns of results.csv: " + Digest.KEYS)));
        for (String needed : List.of("metric", "axis")) {
            if (!columns.contains(needed)) {
                problems.add(Problem.of(needed, "missing", "be a column"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(csv.toString(), problems);
        }
        List<Row> rows = new ArrayList<>();
        Set<Map<String, String>> keys = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String at = "line " + (i + 2);
            Row row = row(at, lines.get(i), columns, problems);
            rows.add(row);
            if (!keys.add(row.digest().key())) {
                problems.add(Problem.of(at, row.digest().key(), "have a key of its own"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(csv.toString(), problems);
        }
        return new ExpectedTable(columns, rows);
    }

    private static Row row(String at, Map<String, String> line, List<String> columns, List<Problem> problems) {
        Map<String, String> key = new LinkedHashMap<>();
        columns.forEach(column -> key.put(column, line.get(column)));
        OptionalDouble value = line.get(VALUE).isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number(at, line, VALUE, problems));
        double rows = number(at, line, ROWS, problems);
        double absolute = number(at, line, ABSOLUTE, problems);
        double relative = number(at, line, RELATIVE, problems);
        if (rows < 1 || rows != (long) rows) {
            problems.add(Problem.of(at + " " + ROWS, rows, "be a whole number of at least 1"));
        }
        if (absolute < 0 || relative < 0) {
            problems.add(Problem.of(at, absolute + " and " + relative, "have tolerances of 0 or above"));
        }
        return new Row(new Digest.Row(key, line.get(STATUS), (long) rows, value), absolute, relative);
    }

    private static double number(String at, Map<String, String> line, String column, List<Problem> problems) {
        try {
            double number = Double.parseDouble(line.get(column));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as are NaN and infinity
        }
        problems.add(Problem.of(at + " " + column, line.get(column), "be a finite number"));
        return 1;
    }

    /** Key columns that tell rows apart. */
    List<String> columns() {
        return columns;
    }

    List<Row> rows() {
        return rows;
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }

    /** {@code 1e-9} for 1.0E-9. */
    private static String brief(double tolerance) {
        return Double.toString(tolerance).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }

    /** The table as CSV. */
    public String toCsv() {
        Map<String, List<Object>> table = new LinkedHashMap<>();
        for (String column : columns) {
            table.put(
                    column,
                    rows.stream()
                            .map(row -> (Object) row.digest().key().get(column))
                            .toList());
        }
        table.put(ROWS, rows.stream().map(row -> (Object) row.digest().rows()).toList());
        table.put(
                STATUS, rows.stream().map(row -> (Object) row.digest().status()).toList());
        List<Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(
                row.digest().value().isPresent() ? row.digest().value().getAsDouble() : null));
        table.put(VALUE, values);
        table.put(
                ABSOLUTE,
                rows.stream().map(row -> (Object) brief(row.absolute())).toList());
        table.put(
                RELATIVE,
                rows.stream().map(row -> (Object) brief(row.relative())).toList());
        return CsvText.of(table);
    }
}
