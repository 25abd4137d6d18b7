package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import io.github.ropelab.core.Uniform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A constant shift of every position, queries and keys alike: i → i + c. Every rotated vector changes, no score does.
 * On one side only it would be a flaw.
 *
 * <p>Source: Su et al. 2021, RoFormer, arXiv 2104.09864, section 3.2.
 *
 * @param offset c, tokens; may be negative
 */
public record Offset(int offset) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "offset",
            1,
            "Constant position offset",
            Set.of(StrategyClass.POSITION_MAP),
            "i → i + c, on queries and keys",
            List.of(ParameterDoc.of("offset", "0", "a whole number of tokens", "c, the shift", 100, 7)),
            Optional.of(Map.of("offset", 0)),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, MONOTONE),
            List.of(new Source("Su et al.", 2021, "RoFormer", "arXiv 2104.09864, section 3.2")),
            Map.of("transformers", "position_ids + c"));

    static Offset from(Params params) {
        return new Offset(params.integer("offset", 0));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        PositionMap map = offset == 0 ? new PositionMap.Identity() : new PositionMap.Offset(offset);
        return new PositionEncoding(context.baseFrequencies(), Uniform.both(map), AttentionScale.none(), Trace.none());
    }
}
