package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.FrequencySchedule;
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
 * EVQ-cosh: frequencies spaced by a stretched grid, θ'_i = b^(-φ_i) with φ = 1 - asinh((1-u)·sinh τ)/τ. With τ = 0 and the
 * boundary grid it is RoPE; with the midpoint grid it never is: every frequency is b^(-1/d) times RoPE's.
 *
 * <p>Source: Anonymous 2026, EVQ-Cosh: Variational Frequency Allocation for Rotary Position Embedding, section 3, a
 * submission whose LaTeX source and code (scripts/lib/rope/schedules.py) are on github misaya-yang/hybrid-rope.
 *
 * @param tau τ, 0 or above; absent: d/√m_l, the authors' theory
 * @param midpoint u_i = (i+½)/(d/2) instead of i/(d/2)
 */
public record EvqCosh(OptionalDouble tau, boolean midpoint) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "evq_cosh",
            1,
            "EVQ-cosh frequency grid",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = b^(-φ), φ = 1 - asinh((1-u)·sinh τ)/τ, u = (i+½)/(d/2) or i/(d/2)",
            List.of(
                    ParameterDoc.of("tau", "d/√m_l", "0 to 700", "τ, how much the grid is stretched", 2, 0.5),
                    ParameterDoc.of("midpoint", "true", "true or false", "which grid", true, false)),
            Optional.of(Map.of("tau", 0, "midpoint", false)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Anonymous",
                    2026,
                    "EVQ-Cosh: Variational Frequency Allocation for Rotary Position Embedding",
                    "section 3 of a submission without authors; its LaTeX source (paper/) and code "
                            + "(scripts/lib/rope/schedules.py): github misaya-yang/hybrid-rope")),
            Map.of());

    /** sinh overflows a little above. */
    private static final double LARGEST = 700;

    /** Checks τ. */
    public EvqCosh {
        tau.ifPresent(t -> InvalidParameter.require(t >= 0 && t <= LARGEST, "tau", t, "be between 0 and " + LARGEST));
    }

    static EvqCosh from(Params params) {
        return new EvqCosh(params.number("tau"), params.flag("midpoint", true));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int d = context.geometry().rotaryDim();
        double stretch = tau.orElseGet(() -> d / Math.sqrt(context.lengths().trained()));
        FrequencySchedule frequencies = context.baseFrequencies().map((i, theta) -> {
            double u = (midpoint ? 2.0 * i + 1 : 2.0 * i) / d;
            return StrictMath.pow(context.base(), -phi(u, stretch));
        });
        return PositionEncoding.ofFrequencies(
                frequencies, Trace.none().with("tau", stretch, tau.isPresent() ? "" : "d/√m_l"));
    }

    /** 1 - asinh((1-u)·sinh τ)/τ; its limit u at τ = 0. */
    private static double phi(double u, double tau) {
        return tau == 0 ? u : 1 - asinh((1 - u) * StrictMath.sinh(tau)) / tau;
    }

    /** ln(x + √(x²+1)) for x ≥ 0, without loss of digits near 0. */
    private static double asinh(double x) {
        return StrictMath.log1p(x + x * x / (1 + Math.sqrt(1 + x * x)));
    }
}
