package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.plan.Cell;

/** Watches a run. Called from worker threads, one call at a time. */
@FunctionalInterface
public interface RunListener {
    /** A cell ended. */
    void ended(Cell cell, CellOutcome outcome);
}
