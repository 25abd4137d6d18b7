package io.github.ropelab.report;

import io.github.ropelab.experiments.result.Manifest;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.view.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Results of a run of models that a test makes up: trained at 256 tokens, head width 64, base 10000. */
public final class RecordedModels {
    /** Trained length, tokens. */
    public static final int TRAINED = 256;

    private static final Map<String, String> DIRECTIONS = Map.of("passkey", "higher_is_closer", "entropy", "neither");

    private final List<ResultRow> rows = new ArrayList<>();
    private final Set<String> data = new LinkedHashSet<>();
    private final Set<String> metrics = new LinkedHashSet<>();
    private final Set<Integer> lengths = new TreeSet<>();
    private final Map<String, String> strategies = new LinkedHashMap<>();
    private final String reference;

    /** With the study's reference. */
    public RecordedModels(String reference) {
        this.reference = reference;
    }

    /** A strategy of the study: {@code id} or {@code id; parameters}; its label is its name. */
    public RecordedModels strategy(String label, String idAndParameters) {
        strategies.put(label, idAndParameters);
        return this;
    }

    /** NLL of the last tokens of a window. */
    public RecordedModels target(String set, int length, String label, int window, double value) {
        return outcome(set, length, label, window, "nll", "target", "all", 0, length, value, TRAINED);
    }

    /** NLL of a range of positions of a window. */
    public RecordedModels position(String set, int length, String label, int window, int from, int to, double value) {
        return outcome(set, length, label, window, "nll", "mean", "position", from, to, value, (long) to - from);
    }

    /** Right digits of five at a depth. */
    public RecordedModels digits(String set, int length, String label, int draw, int from, int right) {
        return outcome(set, length, label, draw, "passkey", "digits", "depth", from, from + 10, right / 5.0, 5);
    }

    /** A value of a model's output. */
    public RecordedModels outcome(
            String set,
            int length,
            String label,
            int window,
            String metric,
            String statistic,
            String axis,
            int from,
            int to,
            double value,
            long n) {
        return row(
                set,
                length,
                label,
                OptionalInt.empty(),
                window,
                "",
                "f32",
                metric,
                statistic,
                axis,
                from,
                to,
                value,
                n);
    }

    /** A drift over all rows of a head. */
    public RecordedModels drift(
            String set, int length, String label, int head, int window, String metric, String statistic, double value) {
        return row(
                set,
                length,
                label,
                OptionalInt.of(head),
                window,
                reference,
                "f64",
                metric,
                statistic,
                "all",
                8,
                length,
                value,
                length - 8L);
    }

    private RecordedModels row(
            String set,
            int length,
            String label,
            OptionalInt head,
            int window,
            String against,
            String arithmetic,
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
        String[] strategy = strategies.get(label).split("; ", 2);
        rows.add(new ResultRow(
                "models",
                set,
                head.isPresent() ? OptionalInt.of(0) : OptionalInt.empty(),
                head,
                OptionalInt.of(window),
                64,
                64,
                "half-split",
                10000,
                TRAINED,
                length,
                length,
                arithmetic.equals("f64") ? label : label + " @" + arithmetic,
                strategy[0],
                1,
                strategy.length == 1 ? "" : strategy[1],
                against,
                arithmetic,
                metric,
                1,
                "",
                statistic,
                axis,
                from,
                to,
                "nats",
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
        List<Manifest.Strategy> entries = strategies.entrySet().stream()
                .map(entry -> new Manifest.Strategy(
                        entry.getKey(),
                        null,
                        "",
                        "",
                        entry.getValue().split("; ", 2)[0],
                        1,
                        "",
                        "",
                        entry.getKey(),
                        Map.of()))
                .toList();
        List<Manifest.MetricInfo> infos = metrics.stream()
                .map(id -> new Manifest.MetricInfo(
                        id, 1, id, "nats", DIRECTIONS.getOrDefault(id, "lower_is_closer"), "d", ""))
                .toList();
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                new Manifest.Study(
                        "models",
                        "q",
                        "1",
                        "2",
                        TRAINED,
                        List.copyOf(lengths),
                        8,
                        reference,
                        null,
                        entries,
                        infos,
                        List.of(),
                        List.of()),
                data.stream()
                        .map(set -> new Manifest.Data(set, "f", 2, Map.of()))
                        .toList(),
                new Manifest.Toolkit("t", "c", "false", "k"),
                new Manifest.Platform("v", "j", "o", "a"),
                new Manifest.Run(0, 0, 0, 0, false, "2026-01-01T00:00:00Z"),
                Map.of("results.csv", "3"));
        return new Selection(ResultTable.of(rows), manifest);
    }
}
