package io.github.ropelab.experiments.study;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.config.Dialect;
import java.util.Optional;

/**
 * A strategy as a study names it.
 *
 * @param label name in results and figures, unique in the study
 * @param strategy with its parameters; those that are absent follow from each cell's lengths
 * @param name what its users call it; several versions of one name may stand in a study
 * @param config what stands beside the name in the users' config; empty for nothing
 * @param dialect whose reading it is, where the study says it; transformers' otherwise
 */
public record StrategySpec(String label, RopeStrategy strategy, String name, String config, Optional<Dialect> dialect) {
    /** The lengths that the strategy's formulas see: an engine that makes one table looks at the target alone. */
    public Lengths lengths(Lengths cell) {
        return dialect.orElse(Dialect.TRANSFORMERS).lengths(cell, strategy);
    }

    /** Its effect in a cell's context. */
    public PositionEncoding encode(RopeContext cell) {
        return strategy.encode(cell.withLengths(lengths(cell.lengths())));
    }

    /** Whether both are versions of one name, from the same config. */
    public boolean versionOf(StrategySpec other) {
        return name.equals(other.name) && config.equals(other.config);
    }

    /** The label says the precision, as in {@code yarn @bf16}; in double it stays as it is. */
    public StrategySpec in(Arithmetic arithmetic) {
        return arithmetic.equals(Arithmetic.F64)
                ? this
                : new StrategySpec(label + " @" + arithmetic.id(), strategy, name, config, dialect);
    }
}
