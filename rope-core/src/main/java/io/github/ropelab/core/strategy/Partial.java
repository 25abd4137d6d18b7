package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.HEAD_DIM;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Source;
import io.github.ropelab.core.StrategyClass;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Trace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Partial rotary embedding: the first {@code floor(p·head_dim)} components rotate, with frequencies over that width, and
 * the rest passes through. The one strategy that changes the geometry.
 *
 * <p>Source: Wang and Komatsuzaki 2021, GPT-J-6B, mesh-transformer-jax.
 *
 * @param partialRotaryFactor p above 0, at most 1; absent: the geometry as given
 */
public record Partial(OptionalDouble partialRotaryFactor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "partial",
            1,
            "Partial rotary embedding",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = b^(-2i/d) with d = floor(p·head dim); other components pass through",
            List.of(ParameterDoc.of(
                    "partial_rotary_factor",
                    "the geometry's rotary dim",
                    "above 0, at most 1, an even width",
                    "p",
                    0.25,
                    0.5)),
            Optional.of(Map.of()),
            Set.of(BASE, HEAD_DIM, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("Wang and Komatsuzaki", 2021, "GPT-J-6B", "mesh-transformer-jax"),
                    new Source("Black et al.", 2022, "GPT-NeoX-20B", "arXiv 2204.06745")),
            Map.of(
                    "transformers", "partial_rotary_factor (rotary_pct, rotary_dim)",
                    "vllm", "partial_rotary_factor or rope_dim",
                    "llama.cpp", "rope.dimension_count"));

    /** Checks the share. */
    public Partial {
        partialRotaryFactor.ifPresent(
                p -> InvalidParameter.require(p > 0 && p <= 1, "partial_rotary_factor", p, "be above 0 and at most 1"));
    }

    static Partial from(Params params) {
        return new Partial(params.number("partial_rotary_factor"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public RotaryGeometry rotated(RotaryGeometry given) {
        if (partialRotaryFactor.isEmpty()) {
            return given;
        }
        double p = partialRotaryFactor.getAsDouble();
        int width = (int) (given.headDim() * p);
        InvalidParameter.require(
                width >= 2 && width % 2 == 0,
                "partial_rotary_factor",
                p,
                "leave an even number of components, at least 2, not " + width + " of " + given.headDim());
        return new RotaryGeometry(given.headDim(), width, given.pairing());
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofFrequencies(context.baseFrequencies(), Trace.none());
    }
}
