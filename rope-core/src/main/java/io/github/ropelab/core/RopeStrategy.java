package io.github.ropelab.core;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /**
     * The geometry that this strategy rotates where a head has the given one: the same, unless the strategy itself says
     * how many components rotate. A context for {@link #encode} is made with it.
     */
    default RotaryGeometry rotated(RotaryGeometry given) {
        return given;
    }

    /** Whether the current length changes the result with these very parameters; keys cached before it grew are stale. */
    default boolean dynamic() {
        return type().reads().contains(ContextField.CURRENT_LENGTH);
    }

    /** This strategy as a block: its parameters, with its id as {@code rope_type}. */
    default Map<String, Object> block() {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", type().id());
        block.putAll(parameters());
        return block;
    }
}
