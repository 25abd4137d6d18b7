package io.github.ropelab.core;

/**
 * A recipe: parameters that turn a context into an encoding. Implemented by records, one file each, whose components
 * are the parameters and whose compact constructor checks them; anybody may add one.
 */
public interface RopeStrategy extends Parameterized {
    /** Identity, documentation and declared facts of this kind of strategy. */
    StrategyType type();

    /**
     * The encoding in the given context; a pure function.
     *
     * @throws InvalidParameter if the strategy is not defined in this context
     */
    PositionEncoding encode(RopeContext context);
}
