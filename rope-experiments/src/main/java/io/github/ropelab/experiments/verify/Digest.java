package io.github.ropelab.experiments.verify;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Results in few rows: one per combination of key columns, the mean over layers, heads, draws and, where the axis is not
 * {@code all}, over its ranges.
 */
final class Digest {
    /** Columns of results.csv that may tell rows of a digest apart, in their order there. */
    static final List<String> KEYS = List.of(
            "data",
            "head_dim",
            "rotary_dim",
            "pairing",
            "base",
            "trained_length",
            "target_length",
            "current_length",
            "strategy",
            "reference",
            "arithmetic",
            "metric",
            "metric_parameters",
            "statistic",
            "axis");

    /** Keys that a file need not have where the others tell its rows apart; those that say least first. */
    private static final List<String> DISPENSABLE = List.of(
            "pairing",
            "rotary_dim",
            "trained_length",
            "target_length",
            "reference",
            "arithmetic",
            "metric_parameters",
            "base",
            "head_dim",
            "data");

    private static final String ALL = "all";

    private Digest() {}

    /**
     * One row.
     *
     * @param key value of every key column, as text
     * @param status {@code ok}, or the distinct statuses joined by +
     * @param rows of the results that entered
     * @param value mean of those that are ok; absent if none is
     */
    record Row(Map<String, String> key, String status, long rows, OptionalDouble value) {
        Row {
            key = new LinkedHashMap<>(key);
        }
    }

    /** The digest of results by some key columns, in the order of the results. */
    static List<Row> of(ResultTable results, List<String> columns) {
        Map<Map<String, String>, List<ResultRow>> groups = new LinkedHashMap<>();
        for (ResultRow row : results.rows()) {
            groups.computeIfAbsent(key(row, columns), key -> new ArrayList<>()).add(row);
        }
        return groups.entrySet().stream()
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
    }

    static Map<String, String> key(ResultRow row, List<String> columns) {
        Map<String, String> key = new LinkedHashMap<>();
        columns.forEach(column -> key.put(column, ResultTable.text(row, column)));
        return key;
    }

    private static Row row(Map<String, String> key, List<ResultRow> rows) {
        Set<String> statuses = rows.stream().map(ResultRow::status).collect(Collectors.toCollection(TreeSet::new));
        OptionalDouble mean = rows.stream()
                .filter(row -> row.value().isPresent())
                .mapToDouble(row -> row.value().getAsDouble())
                .average();
        return new Row(key, String.join("+", statuses), rows.size(), mean);
    }

    /** The fewest key columns that tell all rows apart, beside those that are always told. */
    static List<String> columns(ResultTable results) {
        List<String> columns = new ArrayList<>(KEYS);
        long apart = keys(results, columns);
        for (String column : DISPENSABLE) {
            List<String> fewer = new ArrayList<>(columns);
            fewer.remove(column);
            if (keys(results, fewer) == apart) {
                columns = fewer;
            }
        }
        return columns;
    }

    private static long keys(ResultTable results, List<String> columns) {
        return results.rows().stream()
                .map(row -> key(row, columns).values().stream().toList())
                .distinct()
                .count();
    }

    /** The rows over all rows of a head where a metric has such, and its rows by distance or pair where it has not. */
    static ResultTable summarized(ResultTable results) {
        Set<String> whole = new LinkedHashSet<>();
        results.rows().stream()
                .filter(row -> row.axis().equals(ALL))
                .map(ResultRow::metric)
                .forEach(whole::add);
        return results.where(row -> row.axis().equals(ALL) || !whole.contains(row.metric()));
    }
}
