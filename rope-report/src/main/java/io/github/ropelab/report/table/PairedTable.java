package io.github.ropelab.report.table;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.report.stats.Holm;
import io.github.ropelab.report.stats.MedianBootstrap;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.view.PairedView;
import io.github.ropelab.report.view.PairedView.Cell;
import io.github.ropelab.report.view.PairedView.Head;
import io.github.ropelab.report.view.PairedView.Row;
import io.github.ropelab.report.view.Selection;
import io.github.ropelab.report.view.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of the strategy table once more, as differences from the baseline over pairs: the same head or draw under
 * both strategies. A family of Holm's correction is all strategies of one data set, setting and statistic.
 */
public final class PairedTable {
    /** A strategy in a precision, as results label it; it is compared with the baseline in the same precision. */
    private record Labelled(String strategy, String arithmetic) {
        static final String DOUBLE = "f64";

        static Labelled of(ResultRow row) {
            String suffix = " @" + row.arithmetic();
            String label = row.strategy();
            return new Labelled(
                    label.endsWith(suffix) ? label.substring(0, label.length() - suffix.length()) : label,
                    row.arithmetic());
        }

        String label() {
            return arithmetic.equals(DOUBLE) ? strategy : strategy + " @" + arithmetic;
        }
    }

    private final Selection selection;
    private final String baseline;
    private final int length;

    private PairedTable(Selection selection) {
        this.selection = selection;
        this.baseline = selection.manifest().study().baseline();
        this.length = selection.longest();
    }

    /** The comparisons of a run; without rows where the study has no vectors or no strategy besides the baseline. */
    public static PairedView of(Selection selection) {
        return new PairedTable(selection).view();
    }

    private PairedView view() {
        List<Head> heads = new ArrayList<>();
        List<Map<Setting, Map<Labelled, Cell>>> columns = new ArrayList<>();
        for (StrategyTable.Column column : StrategyTable.COLUMNS) {
            Map<String, List<ResultRow>> byParameters = rows(column);
            byParameters.forEach((parameters, rows) -> {
                Head head = head(column, byParameters.size() == 1 ? "" : parameters);
                heads.add(head);
                Map<Setting, Map<Labelled, Cell>> cells = new LinkedHashMap<>();
                values(rows).forEach((setting, values) -> cells.put(setting, compared(head, setting, values)));
                columns.add(cells);
            });
        }
        Set<Setting> settings = new LinkedHashSet<>();
        columns.forEach(column -> settings.addAll(column.keySet()));
        return new PairedView(caption(), length, heads, rows(columns, settings));
    }

    private Head head(StrategyTable.Column column, String parameters) {
        String direction = selection.manifest().study().metrics().stream()
                .filter(metric -> metric.id().equals(column.metric()))
                .map(Manifest.MetricInfo::direction)
                .findFirst()
                .orElseThrow();
        String title = column.title() + (parameters.isEmpty() ? "" : " " + parameters);
        return new Head(column.metric(), column.statistic(), title, column.unit(), direction);
    }

    /** The values over all rows of a head or draw at the longest length, by the parameters of the metric. */
    private Map<String, List<ResultRow>> rows(StrategyTable.Column column) {
        return selection.statistic(column.metric(), column.statistic()).rows().stream()
                .filter(row -> row.axis().equals("all")
                        && row.currentLength() == length
                        && !row.data().isEmpty())
                .collect(Collectors.groupingBy(ResultRow::metricParameters, LinkedHashMap::new, Collectors.toList()));
    }

    private static Map<Setting, Map<Labelled, Map<Slice, Double>>> values(List<ResultRow> rows) {
        Map<Setting, Map<Labelled, Map<Slice, Double>>> values = new LinkedHashMap<>();
        for (ResultRow row : rows) {
            values.computeIfAbsent(Setting.of(row), key -> new LinkedHashMap<>())
                    .computeIfAbsent(Labelled.of(row), key -> new LinkedHashMap<>())
                    .put(Slice.of(row), row.value().orElseThrow());
        }
        return values;
    }

    /** Every strategy against the baseline of its precision, with Holm's p over those that have pairs enough. */
    private Map<Labelled, Cell> compared(Head head, Setting setting, Map<Labelled, Map<Slice, Double>> values) {
        Map<Labelled, PairedComparison> comparisons = new LinkedHashMap<>();
        values.forEach((strategy, ofStrategy) -> {
            Map<Slice, Double> others = values.get(new Labelled(baseline, strategy.arithmetic()));
            if (others != null && !strategy.strategy().equals(baseline) && !fixed(head, setting, strategy)) {
                List<Slice> pairs =
                        ofStrategy.keySet().stream().filter(others::containsKey).toList();
                if (!pairs.isEmpty()) {
                    comparisons.put(
                            strategy,
                            PairedComparison.of(
                                    strategy.label(),
                                    new Labelled(baseline, strategy.arithmetic()).label(),
                                    pairs.stream().mapToDouble(ofStrategy::get).toArray(),
                                    pairs.stream().mapToDouble(others::get).toArray()));
                }
            }
        });
        List<Labelled> family = comparisons.keySet().stream()
                .filter(strategy -> comparisons.get(strategy).enough())
                .toList();
        double[] adjusted = Holm.adjust(family.stream()
                .map(strategy -> comparisons.get(strategy).ranks().pValue())
                .toList());
        Map<Labelled, Cell> cells = new LinkedHashMap<>();
        comparisons.forEach((strategy, comparison) -> {
            int at = family.indexOf(strategy);
            cells.put(strategy, new Cell(at < 0 ? comparison : comparison.adjusted(adjusted[at]), family.size()));
        });
        return cells;
    }

    /** Whether one of both sides is the reference, whose distance from itself could not have come out otherwise. */
    private boolean fixed(Head head, Setting setting, Labelled strategy) {
        return head.directed()
                && (strategy.strategy().equals(setting.reference()) || baseline.equals(setting.reference()));
    }

    private List<Row> rows(List<Map<Setting, Map<Labelled, Cell>>> columns, Set<Setting> settings) {
        Map<String, Map<Labelled, List<Optional<Cell>>>> groups = new LinkedHashMap<>();
        for (String data : selection.data()) {
            List<Setting> ofData = settings.stream()
                    .filter(setting -> setting.data().equals(data))
                    .toList();
            for (Setting setting : ofData) {
                for (String strategy : selection.strategies()) {
                    for (int c = 0; c < columns.size(); c++) {
                        for (Map.Entry<Labelled, Cell> entry :
                                columns.get(c).getOrDefault(setting, Map.of()).entrySet()) {
                            if (entry.getKey().strategy().equals(strategy)) {
                                groups.computeIfAbsent(setting.name(ofData), key -> new LinkedHashMap<>())
                                        .computeIfAbsent(entry.getKey(), key -> empty(columns.size()))
                                        .set(c, Optional.of(entry.getValue()));
                            }
                        }
                    }
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        groups.forEach((group, strategies) ->
                strategies.forEach((strategy, cells) -> rows.add(new Row(group, strategy.label(), cells))));
        return rows;
    }

    private static List<Optional<Cell>> empty(int columns) {
        List<Optional<Cell>> cells = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            cells.add(Optional.empty());
        }
        return cells;
    }

    private String caption() {
        Manifest manifest = selection.manifest();
        boolean heads =
                selection.table().rows().stream().anyMatch(row -> row.layer().isPresent());
        boolean draws =
                selection.table().rows().stream().anyMatch(row -> row.seed().isPresent());
        return "Difference from " + baseline + " (strategy - " + baseline + ") at " + length
                + " tokens, trained length " + manifest.study().trainedLength()
                + ", over pairs: the same head or draw under both. Median of the differences [95 % percentile bootstrap "
                + "interval of the median, " + MedianBootstrap.RESAMPLES + " resamples of the pairs, seed "
                + MedianBootstrap.SEED
                + "]. Two-sided Wilcoxon signed-rank test (zeros dropped), p adjusted by Holm over "
                + "all strategies of one data set and column: * p < 0.05, ** p < 0.01, *** p < 0.001. With fewer than "
                + PairedComparison.ENOUGH
                + " pairs no p can be below 0.05, so none is given. The reference itself is left "
                + "out where its values are fixed by definition."
                + (heads
                        ? " Heads of one layer, and heads that share a key head, are not independent, and all come from one "
                                + "text: intervals and p say how far these heads agree, not what another model would show."
                        : "")
                + (draws ? " Draws are independent; they say nothing about a model." : "");
    }
}
