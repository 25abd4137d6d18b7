package io.github.ropelab.experiments.run;

import io.github.ropelab.experiments.store.CellResult;

/** How a cell ended. */
public sealed interface CellOutcome {
    /**
     * Some or all of its metrics were computed now.
     *
     * @param result all that is known of it
     * @param replaced why what the store held could not be used; empty if it held nothing, or something good
     */
    record Computed(CellResult result, String replaced) implements CellOutcome {}

    /** All of its metrics were in the store. */
    record Reused(CellResult result) implements CellOutcome {}

    /** It could not be computed; others go on. */
    record Failed(String cause) implements CellOutcome {}
}
