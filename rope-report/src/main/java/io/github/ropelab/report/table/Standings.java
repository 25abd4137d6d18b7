package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.TableView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which values of a table are the closest to the reference and the second closest, among the strategies of one data set, and
 * which differ from the baseline. Only statistics with a direction are ranked; the reference itself, which is as close as
 * can be by definition, is not.
 */
public final class Standings {
    /** Where a value stands in its data set. */
    public enum Place {
        /** No other is closer. */
        BEST,
        /** Only the best are closer. */
        SECOND,
        /** Anywhere else, or not ranked. */
        OTHER
    }

    /** Values that agree this well, relative to the larger, differ by rounding alone; so do all below it from 0. */
    private static final double ROUNDING = 1e-12;

    private record Spot(String group, String label, String key) {}

    private final Map<Spot, Place> places = new HashMap<>();
    private final Map<Spot, String> stars = new HashMap<>();
    private final Map<String, Integer> directions = new HashMap<>();

    private Standings() {}

    /** A table in which nothing is marked. */
    public static Standings none() {
        return new Standings();
    }

    /** The standings of a table whose columns are statistics of metrics. */
    public static Standings of(Selection selection, TableView table, PairedView paired) {
        Standings standings = new Standings();
        String reference = selection.manifest().study().reference();
        for (int h = 0; h < table.heads().size(); h++) {
            int direction = direction(selection, table.heads().get(h).key());
            standings.directions.put(table.heads().get(h).key(), direction);
            if (direction != 0) {
                standings.rank(table, h, direction, reference);
            }
        }
        for (PairedView.Row row : paired.rows()) {
            for (int h = 0; h < paired.heads().size(); h++) {
                PairedView.Head head = paired.heads().get(h);
                String key = head.metric() + "." + head.statistic();
                row.cells()
                        .get(h)
                        .ifPresent(cell -> standings.stars.put(new Spot(row.group(), row.label(), key), cell.stars()));
            }
        }
        return standings;
    }

    /** 1 where smaller is closer, -1 where larger is, 0 where neither. */
    private static int direction(Selection selection, String key) {
        return selection.manifest().study().metrics().stream()
                .filter(metric -> key.startsWith(metric.id() + "."))
                .map(Manifest.MetricInfo::direction)
                .map(direction -> switch (direction.toLowerCase(Locale.ROOT)) {
                    case "lower_is_closer" -> 1;
                    case "higher_is_closer" -> -1;
                    default -> 0;
                })
                .findFirst()
                .orElse(0);
    }

    private void rank(TableView table, int column, int direction, String reference) {
        String key = table.heads().get(column).key();
        for (String group :
                table.rows().stream().map(TableView.Row::group).distinct().toList()) {
            List<TableView.Row> ranked = new ArrayList<>(table.rows().stream()
                    .filter(row -> row.group().equals(group)
                            && !row.label().equals(reference)
                            && row.values().get(column).isPresent())
                    .toList());
            ranked.sort((a, b) -> Double.compare(direction * mean(a, column), direction * mean(b, column)));
            int place = 0;
            for (int i = 0; i < ranked.size() && place < 2; i++) {
                if (i > 0 && !same(mean(ranked.get(i - 1), column), mean(ranked.get(i), column))) {
                    place++;
                }
                if (place < 2) {
                    places.put(new Spot(group, ranked.get(i).label(), key), place == 0 ? Place.BEST : Place.SECOND);
                }
            }
            if (place == 0) { // one alone, or all the same: there is nothing to be best of
                ranked.forEach(row -> places.remove(new Spot(group, row.label(), key)));
            }
        }
    }

    private static double mean(TableView.Row row, int column) {
        return row.values().get(column).map(Estimate::mean).orElseThrow();
    }

    private static boolean same(double a, double b) {
        double larger = Math.max(Math.abs(a), Math.abs(b));
        return larger <= ROUNDING || Math.abs(a - b) <= ROUNDING * larger;
    }

    /** Where a value stands. */
    public Place place(TableView.Row row, TableView.Head head) {
        return places.getOrDefault(new Spot(row.group(), row.label(), head.key()), Place.OTHER);
    }

    /** The stars of a value's difference from the baseline; empty for none. */
    public String stars(TableView.Row row, TableView.Head head) {
        return stars.getOrDefault(new Spot(row.group(), row.label(), head.key()), "");
    }

    /** ↓ where smaller is closer, ↑ where larger is; empty where neither. */
    String arrow(TableView.Head head) {
        return List.of("↑", "", "↓").get(1 + directions.getOrDefault(head.key(), 0));
    }

    /** How many values enter, and what the marks mean. */
    public String legend(Selection selection) {
        List<String> sentences = new ArrayList<>();
        sentences.add(selection.manifest().data().stream()
                        .map(data -> data.name() + ": n = " + data.slices()
                                + ("drawn".equals(data.provenance().get("kind"))
                                        ? " draws, seed " + data.provenance().get("root_seed")
                                        : " heads"))
                        .collect(Collectors.joining("; "))
                + ".");
        if (!places.isEmpty()) {
            sentences.add(
                    "Bold: closest to the reference in the data set; underlined: second; both by unrounded means.");
        }
        if (stars.values().stream().anyMatch(text -> !text.isEmpty())) {
            sentences.add(
                    "Stars: different from " + selection.manifest().study().baseline()
                            + " over pairs (two-sided Wilcoxon signed-rank test, p adjusted by Holm over the strategies of one "
                            + "data set and column): * p < 0.05, ** p < 0.01, *** p < 0.001.");
        }
        return String.join(" ", sentences);
    }
}
