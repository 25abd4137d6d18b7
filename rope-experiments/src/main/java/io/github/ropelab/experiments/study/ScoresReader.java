package io.github.ropelab.experiments.study;

import io.github.ropelab.core.Nearest;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.input.Fields;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.FloatMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.metric.TopKOverlap;
import io.github.ropelab.model.io.Problem;
import java.util.List;
import java.util.OptionalInt;

/** Reads {@code scores} and {@code rows}, and says what cannot be computed in float32. */
final class ScoresReader {
    private static final List<String> NAMES = List.of("double", "float");

    private ScoresReader() {}

    static Scores read(
            Fields fields,
            List<Metric> metrics,
            List<Arithmetic> arithmetics,
            ComparedKeys keys,
            List<Problem> problems) {
        String name = fields.text("scores").orElse("double");
        OptionalInt rows = fields.whole("rows", 2);
        if (!NAMES.contains(name)) {
            problems.add(new Problem("scores", name, "be double or float", Nearest.suggestion(name, NAMES)));
        }
        boolean fast = name.equals("float");
        if (!fast) {
            if (rows.isPresent()) {
                problems.add(new Problem(
                        "rows", "" + rows.getAsInt(), "be left out where scores are double", "add scores: float"));
            }
            return Scores.DOUBLE;
        }
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i) instanceof RowMetric && !(metrics.get(i) instanceof FloatMetric)) {
                problems.add(new Problem(
                        "metrics[" + i + "]",
                        metrics.get(i).type().id(),
                        "have a float form where scores are float",
                        "move it to a study with scores: double"));
            }
        }
        if (!arithmetics.equals(List.of(Arithmetic.F64))) {
            problems.add(new Problem(
                    "arithmetic",
                    String.join(", ", arithmetics.stream().map(Arithmetic::id).toList()),
                    "be left out where scores are float",
                    "rounding of rotations is studied with scores: double"));
        }
        if (!keys.all()) {
            problems.add(new Problem(
                    "reference.visibility, compare",
                    keys.label("").replaceFirst("^, ", ""),
                    "be left out where scores are float",
                    "every row sees all keys there"));
        }
        long sizes = metrics.stream()
                .filter(metric -> metric.type().id().equals(TopKOverlap.TYPE.id()))
                .count();
        if (sizes > 1) {
            problems.add(new Problem(
                    "metrics",
                    sizes + " of " + TopKOverlap.TYPE.id(),
                    "name it once where scores are float",
                    "the engine keeps one number of keys"));
        }
        return new Scores(true, rows);
    }
}
