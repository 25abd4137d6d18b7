package io.github.ropelab.experiments.study;

import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.kernel.Arithmetic;

/**
 * A strategy as a study names it.
 *
 * @param label name in results and figures, unique in the study
 * @param strategy with its parameters; those that are absent follow from each cell's lengths
 */
public record StrategySpec(String label, RopeStrategy strategy) {
    /** The label says the precision, as in {@code yarn @bf16}; in double it stays as it is. */
    public StrategySpec in(Arithmetic arithmetic) {
        return arithmetic.equals(Arithmetic.F64) ? this : new StrategySpec(label + " @" + arithmetic.id(), strategy);
    }
}
