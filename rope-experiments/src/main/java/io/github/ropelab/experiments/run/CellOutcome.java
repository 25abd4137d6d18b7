package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.store.CellResult;

/** How a cell ended. */
public sealed interface CellOutcome {
    /** Some or all of its metrics were computed now. */
    record Computed(CellResult result) implements CellOutcome {}

    /** All of its metrics were in the store. */
    record Reused(CellResult result) implements CellOutcome {}

    /** It could not be computed; others go on. */
    record Failed(String cause) implements CellOutcome {}
}
