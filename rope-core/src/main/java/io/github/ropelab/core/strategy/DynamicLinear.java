package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Dynamic linear interpolation: positions shrink by L/m_l as soon as the current length L passes the trained one, so every
 * angle changes at every new token and cached keys go stale at once.
 *
 * <p>Source: Peng et al. 2023, YaRN, github jquesnelle/yarn, scaled_rope/LlamaDynamicScaledRotaryEmbedding.py.
 */
public record DynamicLinear() implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "dynamic_linear",
            1,
            "Dynamic linear interpolation",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i·m_l/L, L = max(current length, m_l)",
            List.of(),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Peng et al.",
                    2023,
                    "YaRN",
                    "github jquesnelle/yarn, scaled_rope/LlamaDynamicScaledRotaryEmbedding.py")),
            Map.of());

    static DynamicLinear from(Params params) {
        return new DynamicLinear();
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double s = Growth.of(context);
        return PositionEncoding.ofFrequencies(
                context.baseFrequencies().map((i, theta) -> theta / s),
                Trace.none().with("factor", s, Growth.HOW));
    }
}
