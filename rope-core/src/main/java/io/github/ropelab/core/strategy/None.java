package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
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
 * No modification: the rotary embedding as published.
 *
 * <p>Source: Su et al. 2021, RoFormer, arXiv 2104.09864, section 3.2.
 */
public record None() implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "none",
            1,
            "Rotary position embedding",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i = b^(-2i/d)",
            List.of(),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source("Su et al.", 2021, "RoFormer", "arXiv 2104.09864, section 3.2")),
            Map.of(
                    "transformers", "rope_type: default",
                    "vllm", "rope_type: default",
                    "llama.cpp", "--rope-scaling none"));

    static None from(Params params) {
        return new None();
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofFrequencies(context.baseFrequencies(), Trace.none());
    }
}
