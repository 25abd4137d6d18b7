package io.github.ropelab.experiments.store;

import io.github.ropelab.experiments.metric.Measurement;
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

    /** Both together; where both know a metric, the other's values. */
    public CellResult with(CellResult other) {
        SortedMap<String, List<Measurement>> all = new TreeMap<>(byMetric);
        all.putAll(other.byMetric);
        return new CellResult(all);
    }
}
