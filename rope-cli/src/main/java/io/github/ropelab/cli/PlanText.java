package io.github.ropelab.cli;

import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.study.ParameterText;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudySpec;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan for people. */
final class PlanText {
    private static final double GIGA = 1e9;

    private PlanText() {}

    static String of(Plan plan) {
        StudySpec study = plan.study();
        StringBuilder text = new StringBuilder();
        line(text, "study", study.name() + (study.question().isEmpty() ? "" : ": " + study.question()));
        line(text, "lengths", "trained " + study.trained() + ", current " + study.currents());
        line(text, "reference", study.referenceLabel());
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
                cell.head().map(h -> h.data().name() + " " + slice(cell)).orElse("(no vectors)");
        String reference =
                cell.head().isEmpty() && cell.seesReference() ? cell.reference().label() + " | " : "";
        return vectors + "  current " + cell.context().lengths().current() + "  " + reference
                + cell.strategy().label();
    }

    private static String slice(Cell cell) {
        var slice = cell.head().orElseThrow().slice();
        return slice.layer().isPresent()
                ? "layer " + slice.layer().getAsInt() + " head " + slice.head().orElseThrow()
                : "seed " + slice.seed().orElseThrow();
    }

    private static void line(StringBuilder text, String head, String tail) {
        text.append(String.format(Locale.ROOT, "%-11s %s\n", head, tail));
    }
}
