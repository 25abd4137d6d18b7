package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.table.DriftOutcome.Spot;
import io.github.ropelab.report.view.Filter;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every measure of drift of the strategy table against every outcome, of every model and length that has both. The study's
 * reference is left out: its drift is 0 by definition. Signed changes enter by their size, overlaps as 1 - overlap, so that
 * more is always farther.
 */
public final class DriftOutcomes {
    /** Statistic of a change that can go both ways. */
    private static final String SIGNED = "change";

    private static final String HIGHER_IS_CLOSER = "higher_is_closer";

    private final Selection selection;
    private final String reference;
    private final Set<Outcome> differences = EnumSet.noneOf(Outcome.class);

    private DriftOutcomes(Selection selection) {
        this.selection = selection;
        this.reference = selection.manifest().study().reference();
        for (Outcome outcome : Outcome.values()) {
            if (everywhere(outcome)) {
                differences.add(outcome);
            }
        }
    }

    /** Whether the reference was run wherever others were: one axis must not hold losses of some models and differences of others. */
    private boolean everywhere(Outcome outcome) {
        Map<List<Object>, ResultTable> places = selection
                .rows(filter(outcome.metric(), outcome.statistic()))
                .by(row -> List.of(row.data(), row.currentLength()));
        return places.values().stream().allMatch(rows -> rows.rows().stream()
                .anyMatch(row -> Selection.strategy(row).equals(reference)));
    }

    /** All of a run, by model, length and outcome; none where no model was run or no drift measured of it. */
    public static List<DriftOutcome> of(Selection selection) {
        return new DriftOutcomes(selection).all();
    }

    private List<DriftOutcome> all() {
        List<DriftOutcome> all = new ArrayList<>();
        for (String data : selection.data()) {
            boolean retrieves = InRangeRetrieval.of(selection, data)
                    .map(InRangeRetrieval::aboveChance)
                    .orElse(false);
            for (int length : lengths(data)) {
                for (Outcome outcome : Outcome.values()) {
                    if (retrieves || !outcome.retrieval()) {
                        StrategyTable.COLUMNS.forEach(column ->
                                compared(data, length, outcome, column).ifPresent(all::add));
                    }
                }
            }
        }
        return all;
    }

    private Collection<Integer> lengths(String data) {
        TreeSet<Integer> lengths = new TreeSet<>();
        for (Outcome outcome : Outcome.values()) {
            selection.rows(filter(outcome.metric(), outcome.statistic()).and("data", data)).rows().stream()
                    .map(ResultRow::currentLength)
                    .forEach(lengths::add);
        }
        return lengths;
    }

    private Filter filter(String metric, String statistic) {
        return selection.filter(metric, statistic).and("axis", "all");
    }

    private Optional<DriftOutcome> compared(String data, int length, Outcome outcome, StrategyTable.Column column) {
        Filter driftFilter =
                filter(column.metric(), column.statistic()).and("data", data).and("current_length", length);
        Filter lossFilter =
                filter(outcome.metric(), outcome.statistic()).and("data", data).and("current_length", length);
        Map<String, List<ResultRow>> drifts = byStrategy(selection.rows(driftFilter));
        Map<String, List<ResultRow>> losses = byStrategy(selection.rows(lossFilter));
        driftFilter = without(driftFilter, others(driftFilter, drifts));
        lossFilter = without(lossFilter, others(lossFilter, losses));
        Map<OptionalInt, Double> base =
                differences.contains(outcome) ? values(outcome, losses.getOrDefault(reference, List.of())) : Map.of();
        List<Spot> spots = new ArrayList<>();
        for (String strategy : selection.strategies()) {
            List<ResultRow> ofDrift = drifts.getOrDefault(strategy, List.of());
            Optional<Estimate> loss = loss(values(outcome, losses.getOrDefault(strategy, List.of())), base);
            boolean enters = !strategy.equals(reference) && !ofDrift.isEmpty() && loss.isPresent();
            if (enters) {
                ResultRow first = ofDrift.get(0);
                spots.add(new Spot(
                        List.of(first.strategy()),
                        drift(column, ofDrift),
                        ofDrift.size(),
                        loss.get(),
                        !WindowSchemes.isNone(first)));
            }
            if (!enters) {
                driftFilter = without(driftFilter, ofDrift);
                if (base.isEmpty() || !strategy.equals(reference)) {
                    lossFilter = without(lossFilter, losses.getOrDefault(strategy, List.of()));
                }
            }
        }
        return spots.isEmpty()
                ? Optional.empty()
                : Optional.of(new DriftOutcome(
                        data,
                        length,
                        outcome,
                        column.metric(),
                        column.statistic(),
                        title(column),
                        column.unit(),
                        base.isEmpty() ? Optional.empty() : Optional.of(reference),
                        joined(spots),
                        List.of(driftFilter, lossFilter)));
    }

    /** The rows that a filter picks beside those that enter. */
    private List<ResultRow> others(Filter filter, Map<String, List<ResultRow>> entering) {
        return selection.rows(filter).rows().stream()
                .filter(row -> !entering.get(Selection.strategy(row)).contains(row))
                .toList();
    }

    private static Filter without(Filter filter, List<ResultRow> rows) {
        Filter narrower = filter;
        for (String label : rows.stream().map(ResultRow::strategy).distinct().toList()) {
            narrower = narrower.but("strategy", label);
        }
        return narrower;
    }

    /** Of a strategy in several precisions, the rows of the first label: double where it was run. */
    private static Map<String, List<ResultRow>> byStrategy(ResultTable rows) {
        Map<String, List<ResultRow>> byStrategy = rows.rows().stream()
                .collect(Collectors.groupingBy(Selection::strategy, LinkedHashMap::new, Collectors.toList()));
        byStrategy.replaceAll((strategy, all) -> {
            String first = all.stream()
                    .map(ResultRow::strategy)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return all.stream().filter(row -> row.strategy().equals(first)).toList();
        });
        return byStrategy;
    }

    /** The loss of every window. */
    private static Map<OptionalInt, Double> values(Outcome outcome, List<ResultRow> rows) {
        Map<OptionalInt, Double> values = new HashMap<>();
        rows.forEach(row -> values.put(row.seed(), outcome.loss(row.value().orElseThrow())));
        return values;
    }

    /** Mean over windows of the differences from the reference on the same window, or of the losses where it was not run. */
    private static Optional<Estimate> loss(Map<OptionalInt, Double> values, Map<OptionalInt, Double> base) {
        List<Double> losses = values.entrySet().stream()
                .filter(entry -> base.isEmpty() || base.containsKey(entry.getKey()))
                .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(seed -> seed.orElse(-1))))
                .map(entry -> entry.getValue() - base.getOrDefault(entry.getKey(), 0.0))
                .toList();
        return losses.isEmpty() ? Optional.empty() : Optional.of(Estimate.of(losses));
    }

    private boolean overlap(StrategyTable.Column column) {
        return selection.manifest().study().metrics().stream()
                .anyMatch(info ->
                        info.id().equals(column.metric()) && info.direction().equalsIgnoreCase(HIGHER_IS_CLOSER));
    }

    private double drift(StrategyTable.Column column, List<ResultRow> rows) {
        double mean = Estimate.of(
                        rows.stream().map(row -> row.value().orElseThrow()).toList())
                .mean();
        if (column.statistic().equals(SIGNED)) {
            return Math.abs(mean);
        }
        return overlap(column) ? 1 - mean : mean;
    }

    private String title(StrategyTable.Column column) {
        if (column.statistic().equals(SIGNED)) {
            return "|" + column.title() + "|";
        }
        return (overlap(column) ? "1 - " : "") + column.title();
    }

    /** Strategies of equal numbers on both sides are one setting and count once. */
    private static List<Spot> joined(List<Spot> spots) {
        List<Spot> joined = new ArrayList<>();
        for (Spot spot : spots) {
            Optional<Spot> same = joined.stream()
                    .filter(other -> other.drift() == spot.drift()
                            && other.loss().mean() == spot.loss().mean())
                    .findFirst();
            if (same.isEmpty()) {
                joined.add(spot);
            } else {
                List<String> labels = new ArrayList<>(same.get().strategies());
                labels.addAll(spot.strategies());
                joined.set(
                        joined.indexOf(same.get()),
                        new Spot(labels, spot.drift(), spot.n(), spot.loss(), spot.window()));
            }
        }
        return joined;
    }
}
