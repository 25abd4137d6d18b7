package io.github.ropelab.report;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Results of a run that a test makes up: reference "none", trained at 64 tokens, heads of layer 0. */
public final class RecordedRows {
    /** Trained length, tokens. */
    public static final int TRAINED = 64;

    private final List<ResultRow> rows = new ArrayList<>();
    private final Set<String> data = new LinkedHashSet<>();
    private final Set<String> metrics = new LinkedHashSet<>();
    private final Set<Integer> lengths = new TreeSet<>();
    private final List<String> strategies;

    /** With the study's strategies; the second one is the baseline. */
    public RecordedRows(String... strategies) {
        this.strategies = List.of(strategies);
    }

    /** A value over all rows. */
    public RecordedRows all(
            String set, int head, int length, String strategy, String metric, String statistic, double v) {
        return row(set, head, length, strategy, metric, statistic, "all", 8, length, v, length - 8L);
    }

    /** A value of a range. */
    public RecordedRows row(
            String set,
            int head,
            int length,
            String strategy,
            String metric,
            String statistic,
            String axis,
            int from,
            int to,
            double value,
            long n) {
        data.add(set);
        metrics.add(metric);
        lengths.add(length);
        rows.add(new ResultRow(
                "s",
                set,
                set.isEmpty() ? OptionalInt.empty() : OptionalInt.of(0),
                set.isEmpty() ? OptionalInt.empty() : OptionalInt.of(head),
                OptionalInt.empty(),
                8,
                8,
                "half-split",
                set.isEmpty() ? 100 * (head + 1) : 100,
                TRAINED,
                length,
                length,
                strategy,
                strategy,
                1,
                "",
                "none",
                "f64",
                metric,
                1,
                "",
                statistic,
                axis,
                from,
                to,
                "logit",
                OptionalDouble.of(value),
                OptionalDouble.empty(),
                n,
                ResultRow.OK,
                "",
                "c"));
        return this;
    }

    /** The rows with a manifest. */
    public Selection selection() {
        List<Manifest.Strategy> entries = strategies.stream()
                .map(label -> new Manifest.Strategy(label, label, "", "", label, 1, "", "", label, Map.of()))
                .toList();
        List<Manifest.MetricInfo> infos = metrics.stream()
                .map(id -> new Manifest.MetricInfo(id, 1, id, "logit", "lower_is_closer", "d", ""))
                .toList();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                new Manifest.Study(
                        "s",
                        "q",
                        "1",
                        "2",
                        TRAINED,
                        List.copyOf(lengths),
                        8,
                        "none",
                        strategies.get(Math.min(1, strategies.size() - 1)),
                        entries,
                        infos,
                        List.of(),
                        List.of()),
                data.stream()
                        .filter(set -> !set.isEmpty())
                        .map(set -> new Manifest.Data(set, "f", heads(set), Map.of()))
                        .toList(),
                new Manifest.Toolkit("t", "c", "false", "k"),
                new Manifest.Platform("v", "j", "o", "a"),
                new Manifest.Run(0, 0, 0, 0, false, "2026-01-01T00:00:00Z"),
                Map.of("results.csv", "3"));
        return new Selection(ResultTable.of(rows), manifest);
    }

    private int heads(String set) {
        return (int) rows.stream()
                .filter(row -> row.data().equals(set))
                .map(ResultRow::head)
                .distinct()
                .count();
    }
}
