package io.github.ropelab.experiments.verify;

import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far results that rest on float32 passes of a model may be off on another machine, or with other kernels: metrics of
 * models as their type says; metrics of rows on vectors that a pass was captured in ({@value #VECTORS} of the value, or as
 * much in its unit where the value is small).
 */
final class FloatTolerance {
    /** Scores of real heads are of order 10 to 100 and have seven digits: what is left after softmax and means. */
    static final double VECTORS = 1e-3;

    private final Map<Map<String, String>, Double> ofModels = new HashMap<>();
    private final Set<Map<String, String>> ofVectors = new HashSet<>();

    private FloatTolerance() {}

    static FloatTolerance of(ResultTable results, List<String> columns) {
        Map<String, Double> byMetric =
                Metrics.builtIn().types().stream().collect(Collectors.toMap(MetricType::id, MetricType::tolerance));
        FloatTolerance tolerance = new FloatTolerance();
        for (ResultRow row : results.rows()) {
            Map<String, String> key = Digest.key(row, columns);
            tolerance.ofModels.merge(key, byMetric.getOrDefault(row.metric(), 0.0), Math::max);
            if (captured(row)) {
                tolerance.ofVectors.add(key);
            }
        }
        return tolerance;
    }

    /** Captures in files have a layer and no draw, drawn vectors a draw and no layer, windows of a model both. */
    private static boolean captured(ResultRow row) {
        return row.layer().isPresent() && row.seed().isPresent();
    }

    double absolute(Map<String, String> key) {
        return Math.max(ofModels.get(key), relative(key));
    }

    double relative(Map<String, String> key) {
        return ofVectors.contains(key) ? VECTORS : 0;
    }
}
