package io.github.ropelab.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the CSV of a figure must hold, computed from rows in plain steps, and which rows that took. */
final class PlainFigure {
    /** Sums are made in another order: relative to the largest number that enters. */
    private static final double ROUNDING = 1e-12;

    /**
     * What a cell of a line must be.
     *
     * @param words for people
     * @param test of the cell's text
     */
    record Cell(String words, Predicate<String> test) {
        /** This text. */
        static Cell text(String text) {
            return new Cell(text, text::equals);
        }

        /** This number, where numbers of a size entered. */
        static Cell number(double value, double size) {
            return between(value - ROUNDING * size, value + ROUNDING * size);
        }

        /** A number from one to another. */
        static Cell between(double least, double most) {
            return new Cell(
                    least + " to " + most,
                    text -> !text.isEmpty() && Double.parseDouble(text) >= least && Double.parseDouble(text) <= most);
        }
    }

    private final List<Map<String, Cell>> lines = new ArrayList<>();
    private final Set<Map<String, String>> used = new HashSet<>();

    /** A line that must be there, of these rows. */
    void add(Map<String, Cell> line, Collection<Map<String, String>> rows) {
        lines.add(new LinkedHashMap<>(line));
        used.addAll(rows);
    }

    /** Lines without their match in the other, and rows that no line took, in words. */
    List<String> faults(List<Map<String, String>> csv, Collection<Map<String, String>> rows) {
        List<String> wrong = new ArrayList<>();
        List<Map<String, Cell>> open = new ArrayList<>(lines);
        for (Map<String, String> drawn : csv) {
            open.stream()
                    .filter(line -> line.keySet().equals(drawn.keySet())
                            && line.entrySet().stream()
                                    .allMatch(cell -> cell.getValue().test().test(drawn.get(cell.getKey()))))
                    .findFirst()
                    .ifPresentOrElse(open::remove, () -> wrong.add("no rows for " + drawn));
        }
        open.forEach(line -> wrong.add("not drawn: " + line));
        rows.stream().filter(row -> !used.contains(row)).forEach(row -> wrong.add("enters nothing: " + row));
        return wrong;
    }

    /** The values of rows. */
    static double[] values(Collection<Map<String, String>> rows) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.get("value")))
                .toArray();
    }

    /** Rows by what they have in columns. */
    static Map<List<String>, List<Map<String, String>>> by(Collection<Map<String, String>> rows, String... columns) {
        Map<List<String>, List<Map<String, String>>> groups = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            List<String> key = List.of(columns).stream().map(row::get).toList();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        return groups;
    }
}
