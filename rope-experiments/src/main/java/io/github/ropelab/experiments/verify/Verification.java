package io.github.ropelab.experiments.verify;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether results are the expected ones. Rows of metrics, by axis, that the expected table does not name are out of its
 * scope; a failed cell is always within.
 *
 * @param expected number of expected rows
 * @param mismatches the worst first: missing, surplus, of another status, then values by how far they are off
 */
public record Verification(int expected, List<Mismatch> mismatches) {
    /** In what a row differs. */
    public enum Kind {
        /** Expected, but not there. */
        MISSING,
        /** There, but not expected. */
        SURPLUS,
        /** Another number of results under the key, or other statuses. */
        STATUS,
        /** A value outside of its tolerance. */
        VALUE
    }

    /**
     * A row that differs.
     *
     * @param kind in what
     * @param key the row, {@code column value, column value}
     * @param expected the expected value or status; empty where nothing is expected
     * @param found the value or status of the results; empty where there is none
     * @param off how far the value is off; absent for other kinds
     * @param tolerances how many tolerances that is; infinite for other kinds
     */
    public record Mismatch(
            Kind kind, String key, String expected, String found, OptionalDouble off, double tolerances) {}

    /** Copies the list. */
    public Verification {
        mismatches = List.copyOf(mismatches);
    }

    /** Compares results with what is expected. */
    public static Verification of(ResultTable results, ExpectedTable expected) {
        Set<List<String>> scope = new HashSet<>();
        expected.rows()
                .forEach(row -> scope.add(List.of(
                        row.digest().key().get("metric"), row.digest().key().get("axis"))));
        ResultTable within = results.where(
                row -> row.status().equals(ResultRow.FAILED) || scope.contains(List.of(row.metric(), row.axis())));
        Map<Map<String, String>, Digest.Row> found = new LinkedHashMap<>();
        Digest.of(within, expected.columns()).forEach(row -> found.put(row.key(), row));
        List<Mismatch> mismatches = new ArrayList<>();
        for (ExpectedTable.Row row : expected.rows()) {
            Digest.Row there = found.remove(row.digest().key());
            if (there == null) {
                mismatches.add(other(Kind.MISSING, row.digest().key(), state(row.digest()), ""));
            } else {
                compare(row, there, mismatches);
            }
        }
        found.values().forEach(row -> mismatches.add(other(Kind.SURPLUS, row.key(), "", state(row))));
        mismatches.sort(
                Comparator.comparingDouble(Mismatch::tolerances).reversed().thenComparing(Mismatch::kind));
        return new Verification(expected.size(), mismatches);
    }

    private static void compare(ExpectedTable.Row expected, Digest.Row found, List<Mismatch> mismatches) {
        Digest.Row wanted = expected.digest();
        boolean sameState = wanted.status().equals(found.status())
                && wanted.rows() == found.rows()
                && wanted.value().isPresent() == found.value().isPresent();
        if (!sameState) {
            mismatches.add(other(Kind.STATUS, wanted.key(), state(wanted), state(found)));
        } else if (wanted.value().isPresent()) {
            double off = Math.abs(found.value().getAsDouble() - wanted.value().getAsDouble());
            if (!(off <= expected.tolerance())) {
                mismatches.add(new Mismatch(
                        Kind.VALUE,
                        text(wanted.key()),
                        Double.toString(wanted.value().getAsDouble()),
                        Double.toString(found.value().getAsDouble()),
                        OptionalDouble.of(off),
                        off / expected.tolerance()));
            }
        }
    }

    private static Mismatch other(Kind kind, Map<String, String> key, String expected, String found) {
        return new Mismatch(kind, text(key), expected, found, OptionalDouble.empty(), Double.POSITIVE_INFINITY);
    }

    private static String state(Digest.Row row) {
        return row.rows() + " " + row.status();
    }

    private static String text(Map<String, String> key) {
        return key.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Whether all is as expected. */
    public boolean holds() {
        return mismatches.isEmpty();
    }

    /** Mismatches of one kind. */
    public long count(Kind kind) {
        return mismatches.stream().filter(mismatch -> mismatch.kind() == kind).count();
    }
}
