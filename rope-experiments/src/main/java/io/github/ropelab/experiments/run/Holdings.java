package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.store.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a plan an output folder already holds.
 *
 * @param byMetric counts of cells by metric
 * @param open cells that are not complete, each with the metrics that are missing
 * @param damaged stored cells that cannot be used, by reason
 */
public record Holdings(SortedMap<String, Count> byMetric, List<Cell> open, SortedMap<String, Integer> damaged) {
    /**
     * Cells of a metric.
     *
     * @param reusable in the folder
     * @param missing to compute
     */
    public record Count(int reusable, int missing) {
        private Count plus(Count other) {
            return new Count(reusable + other.reusable, missing + other.missing);
        }
    }

    /** Nothing is held. */
    public static Holdings none(Plan plan) {
        Holdings holdings = new Holdings(new TreeMap<>(), new ArrayList<>(), new TreeMap<>());
        plan.cells().forEach(cell -> holdings.add(cell, cell.metrics()));
        return holdings;
    }

    /** Looks into an output folder, which need not exist; writes nothing. */
    public static Holdings of(Plan plan, Path folder) {
        CellStore store = new CellStore(folder.resolve(StudyFolder.CELLS));
        Holdings holdings = new Holdings(new TreeMap<>(), new ArrayList<>(), new TreeMap<>());
        for (Cell cell : plan.cells()) {
            Found found = store.look(cell.key());
            holdings.add(cell, found.result().missing(cell.metrics()));
            if (found.damaged()) {
                holdings.damaged.merge(found.defect(), 1, Integer::sum);
            }
        }
        return holdings;
    }

    private void add(Cell cell, List<Metric> missing) {
        for (Metric metric : cell.metrics()) {
            Count one = missing.contains(metric) ? new Count(0, 1) : new Count(1, 0);
            byMetric.merge(metric.type().id(), one, Count::plus);
        }
        if (!missing.isEmpty()) {
            open.add(cell.with(cell.context(), missing));
        }
    }
}
