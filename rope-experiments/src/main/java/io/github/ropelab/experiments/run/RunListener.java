package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.plan.Cell;

/** Watches a run. Called from worker threads, one call at a time. */
@FunctionalInterface
public interface RunListener {
    /** A cell ended. */
    void ended(Cell cell, CellOutcome outcome);

    /** What the store holds in full has ended; the rest is computed from now on. */
    default void computing() {}

    /** Some of the scores of a cell that will end later are computed. */
    default void advanced(Cell cell, long scores) {}
}
