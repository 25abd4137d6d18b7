package io.github.ropelab.experiments.diff;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.diff.Difference.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two files of results, matched row by row on all key columns, in any order of rows and columns. The first file's rows are
 * held in memory (about 300 bytes each), the second's stream past them.
 *
 * @param columns the key columns, in the first file's order
 * @param varying those of them that do not hold one value throughout both files
 * @param unshared columns that one file alone has; they are not compared
 * @param matched rows that both files hold
 * @param equal rows among them without a difference
 * @param rows number of rows by kind of their first difference
 * @param differences moved numbers with the largest relative change first, then the others in file order
 */
public record ResultDiff(
        List<String> columns,
        List<String> varying,
        List<String> unshared,
        long matched,
        long equal,
        Map<Kind, Long> rows,
        List<Difference> differences) {
    /**
     * Two numbers count as equal if |a - b| ≤ absolute + relative·max(|a|, |b|).
     *
     * @param relative 0 or above
     * @param absolute 0 or above, in the unit of the value
     */
    public record Tolerance(double relative, double absolute) {
        /** Checks both. */
        public Tolerance {
            InvalidParameter.require(
                    relative >= 0 && Double.isFinite(relative), "--tolerance", relative, "be a number of at least 0");
            InvalidParameter.require(
                    absolute >= 0 && Double.isFinite(absolute),
                    "--absolute-tolerance",
                    absolute,
                    "be a number of at least 0");
        }

        boolean equal(double a, double b) {
            return Double.compare(a, b) == 0
                    || Math.abs(a - b) <= absolute + relative * Math.max(Math.abs(a), Math.abs(b));
        }
    }

    /** Whether both files hold the same rows with the same values, within the tolerance. */
    public boolean same() {
        return differences.isEmpty();
    }

    /**
     * Compares.
     *
     * @throws io.github.ropelab.model.io.InvalidInput if a file cannot be read, lacks a column that it needs, or
     *     holds a row twice
     */
    public static ResultDiff of(Path first, Path second, Tolerance tolerance) {
        try (CsvRows one = CsvRows.open(first);
                CsvRows other = CsvRows.open(second)) {
            return new Matching(one, other, tolerance).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is compared of a row; texts are shared between rows. */
    private static final class Row {
        final String[] facts;
        final double[] numbers;
        boolean matched;

        Row(String[] facts, double[] numbers) {
            this.facts = facts;
            this.numbers = numbers;
        }
    }

    private static final class Matching {
        private final CsvRows first;
        private final CsvRows second;
        private final Tolerance tolerance;
        private final List<String> keys;
        private final List<String> facts;
        private final List<String> numbers;
        private final List<String> unshared;
        private final Map<String, String> texts = new HashMap<>();
        private final String[] constant;
        private final boolean[] varies;
        private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        private final List<Difference> differences = new ArrayList<>();
        private long matched;

        Matching(CsvRows first, CsvRows second, Tolerance tolerance) {
            this.first = first;
            this.second = second;
            this.tolerance = tolerance;
            List<String> shared =
                    first.columns().stream().filter(second.columns()::contains).toList();
            this.keys = shared.stream().filter(RowColumns::isKey).toList();
            this.facts = RowColumns.FACTS.stream().filter(shared::contains).toList();
            this.numbers = RowColumns.NUMBERS.stream().filter(shared::contains).toList();
            this.unshared = Stream.concat(first.columns().stream(), second.columns().stream())
                    .filter(column -> !shared.contains(column))
                    .toList();
            for (CsvRows file : List.of(first, second)) {
                for (String column : List.of("metric", "statistic", RowColumns.STATUS, RowColumns.VERSION, "value")) {
                    if (!file.columns().contains(column)) {
                        throw file.problem("header", String.join(",", file.columns()), "have the column " + column);
                    }
                }
            }
            this.constant = new String[keys.size()];
            this.varies = new boolean[keys.size()];
        }

        ResultDiff run() {
            Map<List<String>, Row> rows = rows(first);
            List<Difference> added = new ArrayList<>();
            int[] keyAt = places(second, keys);
            int[] factsAt = places(second, facts);
            int[] numbersAt = places(second, numbers);
            Set<List<String>> unknown = new HashSet<>();
            for (List<String> fields = second.next(); !fields.isEmpty(); fields = second.next()) {
                List<String> key = key(fields, keyAt);
                Row row = new Row(texts(fields, factsAt), numbers(second, fields, numbersAt));
                Row other = rows.get(key);
                if (other == null ? !unknown.add(key) : other.matched) {
                    throw twice(second, key);
                }
                if (other == null) {
                    added.add(Difference.text(Kind.ONLY_SECOND, key, "", "", shown(row)));
                } else {
                    other.matched = true;
                    matched++;
                    compare(key, other, row);
                }
            }
            long changed = counts.values().stream().mapToLong(Long::longValue).sum();
            rows.forEach((key, row) -> {
                if (!row.matched) {
                    differences.add(Difference.text(Kind.ONLY_FIRST, key, "", shown(row), ""));
                }
            });
            counts.put(Kind.ONLY_FIRST, rows.size() - matched);
            differences.addAll(added);
            counts.put(Kind.ONLY_SECOND, (long) added.size());
            differences.sort(Comparator.comparing(Difference::kind)
                    .thenComparing(
                            Comparator.comparingDouble(Difference::relative).reversed()));
            List<String> varying = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                if (varies[i]) {
                    varying.add(keys.get(i));
                }
            }
            return new ResultDiff(keys, varying, unshared, matched, matched - changed, counts, differences);
        }

        private Map<List<String>, Row> rows(CsvRows file) {
            int[] keyAt = places(file, keys);
            int[] factsAt = places(file, facts);
            int[] numbersAt = places(file, numbers);
            Map<List<String>, Row> rows = new LinkedHashMap<>();
            for (List<String> fields = file.next(); !fields.isEmpty(); fields = file.next()) {
                List<String> key = key(fields, keyAt);
                if (rows.put(key, new Row(texts(fields, factsAt), numbers(file, fields, numbersAt))) != null) {
                    throw twice(file, key);
                }
            }
            return rows;
        }

        private RuntimeException twice(CsvRows file, List<String> key) {
            return file.problem(
                    "key", key.toString(), "not stand twice: " + String.join(", ", keys) + " tell rows apart");
        }

        private static int[] places(CsvRows file, List<String> columns) {
            return columns.stream().mapToInt(file.columns()::indexOf).toArray();
        }

        private List<String> key(List<String> fields, int[] places) {
            String[] key = texts(fields, places);
            for (int i = 0; i < key.length; i++) {
                constant[i] = constant[i] == null ? key[i] : constant[i];
                varies[i] |= !constant[i].equals(key[i]);
            }
            return Arrays.asList(key);
        }

        private String[] texts(List<String> fields, int[] places) {
            String[] values = new String[places.length];
            for (int i = 0; i < places.length; i++) {
                String text = fields.get(places[i]);
                String known = texts.putIfAbsent(text, text);
                values[i] = known == null ? text : known;
            }
            return values;
        }

        /** The numbers of a row; NaN where one is missing. */
        private static double[] numbers(CsvRows file, List<String> fields, int[] places) {
            double[] values = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                String text = fields.get(places[i]);
                try {
                    values[i] = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw file.problem(file.columns().get(places[i]), text, "be a number or empty");
                }
            }
            return values;
        }

        private void compare(List<String> key, Row a, Row b) {
            int before = differences.size();
            int version = facts.indexOf(RowColumns.VERSION);
            if (!a.facts[version].equals(b.facts[version])) {
                differences.add(Difference.text(
                        Kind.OTHER_VERSION, key, RowColumns.VERSION, a.facts[version], b.facts[version]));
                counts.merge(Kind.OTHER_VERSION, 1L, Long::sum);
                return;
            }
            int status = facts.indexOf(RowColumns.STATUS);
            boolean moved = false;
            for (int i = 0; i < numbers.size(); i++) {
                double x = a.numbers[i];
                double y = b.numbers[i];
                if (Double.isNaN(x) != Double.isNaN(y)) {
                    if (!a.facts[status].equals(b.facts[status])) {
                        continue; // the status says it
                    }
                    differences.add(Difference.text(Kind.CHANGED, key, numbers.get(i), shown(x), shown(y)));
                } else if (!tolerance.equal(x, y)) {
                    differences.add(Difference.moved(key, numbers.get(i), x, y));
                    moved = true;
                }
            }
            for (int i = 0; i < facts.size(); i++) {
                if (!a.facts[i].equals(b.facts[i])) {
                    differences.add(Difference.text(Kind.CHANGED, key, facts.get(i), a.facts[i], b.facts[i]));
                }
            }
            if (differences.size() > before) {
                counts.merge(moved ? Kind.MOVED : Kind.CHANGED, 1L, Long::sum);
            }
        }

        private String shown(Row row) {
            String status = row.facts[facts.indexOf(RowColumns.STATUS)];
            String value = shown(row.numbers[numbers.indexOf("value")]);
            return value.isEmpty() ? status : value;
        }

        private static String shown(double number) {
            return Double.isNaN(number) ? "" : Double.toString(number);
        }
    }
}
