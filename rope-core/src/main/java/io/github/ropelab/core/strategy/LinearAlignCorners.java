package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.InvalidParameter;
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
import java.util.OptionalInt;
import java.util.Set;

/**
 * Linear interpolation that maps the last position onto the last trained one: i → i·(m_l-1)/(m-1). For m = 1 there is
 * one position, which stays 0.
 *
 * <p>Source: Chen et al. 2023, Extending Context Window via Positional Interpolation, arXiv 2306.15595, with end
 * points aligned.
 *
 * @param originalLength m_l; absent: the context's trained length
 * @param length m; absent: the context's target length
 */
public record LinearAlignCorners(OptionalInt originalLength, OptionalInt length) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "linear_align_corners",
            1,
            "Linear interpolation with aligned end points",
            Set.of(StrategyClass.POSITION_MAP),
            "i → i·(m_l-1)/(m-1)",
            List.of(
                    ParameterDoc.of("original_length", "trained length", "at least 1 token", "m_l", 512, 1024),
                    ParameterDoc.of("length", "target length", "at least 1 token", "m", 4096, 8192)),
            Optional.of(Map.of("original_length", 512, "length", 512)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Chen et al.",
                    2023,
                    "Extending Context Window via Positional Interpolation",
                    "arXiv 2306.15595, with end points aligned")),
            Map.of());

    /** Checks the lengths. */
    public LinearAlignCorners {
        originalLength.ifPresent(l -> InvalidParameter.require(l >= 1, "original_length", l, "be at least 1 token"));
        length.ifPresent(l -> InvalidParameter.require(l >= 1, "length", l, "be at least 1 token"));
    }

    static LinearAlignCorners from(Params params) {
        return new LinearAlignCorners(params.integer("original_length"), params.integer("length"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int trained = originalLength.orElse(context.lengths().trained());
        int target = length.orElse(context.lengths().target());
        PositionMap map = trained == target
                ? new PositionMap.Identity()
                : target == 1 ? new PositionMap.Constant(0) : new PositionMap.Scaled(trained - 1, target - 1);
        return new PositionEncoding(
                context.baseFrequencies(),
                Uniform.both(map),
                AttentionScale.none(),
                Trace.none().with("slope", map.at(1)));
    }
}
