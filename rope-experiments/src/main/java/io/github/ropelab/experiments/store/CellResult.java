package io.github.ropelab.experiments.store;

import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.plan.CellKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a cell.
 *
 * @param byMetric measurements by metric key (id, version, parameters)
 */
public record CellResult(SortedMap<String, List<Measurement>> byMetric) {
    /** Copies the map. */
    public CellResult {
        SortedMap<String, List<Measurement>> copy = new TreeMap<>();
        byMetric.forEach((key, measurements) -> copy.put(key, List.copyOf(measurements)));
        byMetric = Collections.unmodifiableSortedMap(copy);
    }

    /** Nothing is known. */
    public static CellResult empty() {
        return new CellResult(new TreeMap<>());
    }

    /** Those of the metrics that nothing is known of. */
    public List<Metric> missing(List<Metric> metrics) {
        return metrics.stream()
                .filter(metric -> !byMetric.containsKey(CellKey.metricKey(metric)))
                .toList();
    }

    /** Both together; where both know a metric, the other's values. */
    public CellResult with(CellResult other) {
        SortedMap<String, List<Measurement>> all = new TreeMap<>(byMetric);
        all.putAll(other.byMetric);
        return new CellResult(all);
    }
}
