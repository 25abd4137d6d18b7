package io.github.ropelab.cli;

import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.run.CostEstimate;
import io.github.ropelab.experiments.run.Holdings;
import io.github.ropelab.experiments.study.ParameterText;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudySpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for people. */
final class PlanText {
    private static final double GIGA = 1e9;
    private static final double MEBI = 1 << 20;

    private PlanText() {}

    static String of(Plan plan) {
        StudySpec study = plan.study();
        StringBuilder text = new StringBuilder();
        line(text, "study", study.name() + (study.question().isEmpty() ? "" : ": " + study.question()));
        line(text, "lengths", "trained " + study.trained() + ", current " + study.currents());
        line(text, "reference", study.referenceLabel());
        line(text, "baseline", study.baseline());
        study.notes().forEach(note -> line(text, "note", note));
        line(
                text,
                "strategies",
                study.strategies().stream().map(StrategySpec::label).collect(Collectors.joining(", ")));
        study.data()
                .forEach(data -> line(
                        text,
                        "data",
                        data.name() + ", " + data.slices().size() + " heads or draws, head dim "
                                + data.geometry().headDim()));
        study.shapes().forEach(shape -> line(text, "geometry", shape.toString()));
        if (plan.cells().stream()
                .anyMatch(cell -> cell.seesReference() && cell.head().isEmpty())) {
            line(
                    text,
                    "pairs",
                    study.comparedPairs().size() + " (" + study.pairs().id() + ")");
        }
        line(text, "metrics", study.metrics().stream().map(PlanText::metric).collect(Collectors.joining(", ")));
        plan.exclusions()
                .forEach((exclusion, count) ->
                        line(text, "excluded", count + " cells: " + exclusion + " (" + exclusion.because() + ")"));
        line(
                text,
                "work",
                String.format(
                        Locale.ROOT,
                        "%d cells, %.2f billion scores, %.0f billion multiply-adds",
                        plan.cells().size(),
                        plan.scores() / GIGA,
                        plan.multiplyAdds() / GIGA));
        return text.toString();
    }

    /** What a folder holds already. */
    static String held(Holdings holdings) {
        StringBuilder text = new StringBuilder();
        holdings.byMetric()
                .forEach((metric, count) -> line(
                        text,
                        "held",
                        metric + ": " + count.reusable() + " reusable, " + count.missing() + " to compute"));
        holdings.damaged()
                .forEach(
                        (defect, count) -> line(text, "damaged", count + " stored cells, to compute again: " + defect));
        return text.toString();
    }

    /** What the open cells cost. */
    static String cost(Holdings holdings, CostEstimate estimate) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "time",
                String.format(
                        Locale.ROOT,
                        "about %s on %d free processor%s for %d cells (from some of their own work, tried out)",
                        Meter.time(estimate.seconds()),
                        estimate.threads(),
                        estimate.threads() == 1 ? "" : "s",
                        holdings.open().size()));
        line(
                text,
                "memory",
                String.format(Locale.ROOT, "about %.0f MiB per thread", estimate.memoryPerThread() / MEBI));
        line(text, "disk", String.format(Locale.ROOT, "about %.1f MiB and the report", estimate.disk() / MEBI));
        if (estimate.unknown() > 0) {
            line(text, "unknown", "the cost of " + estimate.unknown() + " cells, which fail at short lengths");
        }
        return text.toString();
    }

    /** The same as a JSON object's content. */
    static Map<String, Object> json(Plan plan, Holdings holdings, CostEstimate estimate) {
        Map<String, Object> stored = new LinkedHashMap<>();
        holdings.byMetric()
                .forEach((metric, count) ->
                        stored.put(metric, Map.of("reusable", count.reusable(), "to_compute", count.missing())));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("study", plan.study().name());
        document.put("cells", plan.cells().size());
        document.put("scores", plan.scores());
        document.put("multiply_adds", plan.multiplyAdds());
        document.put("metrics", stored);
        document.put("damaged", holdings.damaged());
        document.put("to_compute", holdings.open().size());
        document.put("threads", estimate.threads());
        document.put("seconds", estimate.seconds());
        document.put("memory_per_thread_bytes", estimate.memoryPerThread());
        document.put("disk_bytes", estimate.disk());
        document.put("cells_of_unknown_cost", estimate.unknown());
        return document;
    }

    static String cells(Plan plan) {
        StringBuilder text = new StringBuilder();
        plan.cells().forEach(cell -> text.append(cell.key().sha256(), 0, 12)
                .append("  ")
                .append(cellInFull(cell))
                .append('\n'));
        plan.excluded().forEach(excluded -> text.append("excluded      ")
                .append(cellInFull(excluded.cell()))
                .append("  because ")
                .append(excluded.by().because())
                .append('\n'));
        return text.toString();
    }

    private static String cellInFull(Cell cell) {
        return cell(cell) + "  " + ParameterText.of(cell.strategy().strategy());
    }

    private static String metric(Metric metric) {
        String parameters = ParameterText.of(metric);
        return metric.type().id() + (parameters.isEmpty() ? "" : " (" + parameters + ")");
    }

    /** Vectors, length and strategy of a cell. */
    static String cell(Cell cell) {
        String vectors =
                cell.data().map(data -> data.name() + " " + slice(cell)).orElse("(no vectors)");
        String reference =
                cell.head().isEmpty() && cell.seesReference() ? cell.reference().label() + " | " : "";
        return vectors + "  current " + cell.context().lengths().current() + "  " + reference
                + cell.strategy().label();
    }

    /** What tells one head's worth of the data from the others; arrays of one layer have no layer. */
    private static String slice(Cell cell) {
        Slice slice = cell.slice().orElseThrow();
        return Stream.of(part("layer", slice.layer()), part("head", slice.head()), part("seed", slice.seed()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> part(String name, OptionalInt index) {
        return index.isPresent() ? Optional.of(name + " " + index.getAsInt()) : Optional.empty();
    }

    private static void line(StringBuilder text, String head, String tail) {
        text.append(String.format(Locale.ROOT, "%-11s %s\n", head, tail));
    }
}
