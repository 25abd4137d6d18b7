package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
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
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Linear position interpolation: Ro'(x, iθ) = Ro(x, (m_l/m)·iθ). The last position m-1 goes to (m-1)·m_l/m, which is
 * <em>above</em> m_l - 1 whenever m &gt; m_l; see {@link LinearAlignCorners}.
 *
 * <p>Source: Chen et al. 2023, Extending Context Window via Positional Interpolation, arXiv 2306.15595, section 2.3.
 *
 * @param factor s above 0; absent: target / trained length. Below 1 it speeds positions up.
 */
public record Linear(OptionalDouble factor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "linear",
            1,
            "Linear position interpolation",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i / s, the same as i → (m_l/m)·i with s = m/m_l",
            List.of(ParameterDoc.of(
                    "factor", "target / trained length", "above 0", "s, how much positions shrink", 4, 2)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source(
                            "Chen et al.",
                            2023,
                            "Extending Context Window via Positional Interpolation",
                            "arXiv 2306.15595, section 2.3"),
                    new Source("kaiokendev", 2023, "Things I'm learning while training SuperHOT", "blog post")),
            Map.of(
                    "transformers", "rope_type: linear, factor: s",
                    "vllm", "rope_type: linear, factor: s",
                    "llama.cpp", "--rope-scaling linear --rope-scale s"));

    /** Checks the factor. */
    public Linear {
        factor.ifPresent(s -> InvalidParameter.requirePositive("factor", s));
    }

    /** Interpolation by s = {@code factor}. */
    public static Linear withFactor(double factor) {
        return new Linear(OptionalDouble.of(factor));
    }

    static Linear from(Params params) {
        return new Linear(params.number("factor"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double s = factor.orElse(context.lengths().factor());
        return PositionEncoding.ofFrequencies(
                context.baseFrequencies().map((i, theta) -> theta / s),
                Trace.none().with("factor", s, Factor.how(factor, context)));
    }
}
