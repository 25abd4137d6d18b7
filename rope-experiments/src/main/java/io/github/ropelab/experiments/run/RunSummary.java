package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.plan.Plan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a run ended.
 *
 * @param plan that was run
 * @param outcomes one per cell of the plan, in its order
 */
public record RunSummary(Plan plan, List<CellOutcome> outcomes) {
    /** Copies the list. */
    public RunSummary {
        outcomes = List.copyOf(outcomes);
    }

    /** Cells computed now. */
    public long computed() {
        return outcomes.stream().filter(CellOutcome.Computed.class::isInstance).count();
    }

    /** Cells taken from the store. */
    public long reused() {
        return outcomes.stream().filter(CellOutcome.Reused.class::isInstance).count();
    }

    /** Why stored cells could not be used and were computed again, with the number of cells. */
    public SortedMap<String, Long> replaced() {
        return outcomes.stream()
                .filter(CellOutcome.Computed.class::isInstance)
                .map(outcome -> ((CellOutcome.Computed) outcome).replaced())
                .filter(defect -> !defect.isEmpty())
                .collect(Collectors.groupingBy(defect -> defect, TreeMap::new, Collectors.counting()));
    }

    /** Cells without a result. */
    public long failed() {
        return outcomes.stream().filter(CellOutcome.Failed.class::isInstance).count();
    }
}
