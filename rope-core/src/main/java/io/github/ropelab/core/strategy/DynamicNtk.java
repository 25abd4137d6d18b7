package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
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
import java.util.Set;

/**
 * Dynamic NTK: the base grows with the current length L, b' = b·((s·L/m_l) - (s-1))^(d/(d-2)) for L above the trained
 * length, b below. A factor of 1 is <em>not</em> the identity above the trained length. Keys rotated at a shorter length
 * are stale after growth.
 *
 * <p>Source: emozilla 2023, Dynamically Scaled RoPE, r/LocalLLaMA post.
 *
 * @param factor s above 0
 */
public record DynamicNtk(double factor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "dynamic_ntk",
            1,
            "Dynamic NTK",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = b'^(-2i/d), b' = b·(s·L/m_l - (s-1))^(d/(d-2)), L = max(current length, m_l)",
            List.of(ParameterDoc.of("factor", "1", "above 0", "s", 2, 4)),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("emozilla", 2023, "Dynamically Scaled RoPE", "r/LocalLLaMA post"),
                    new Source(
                            "Hugging Face",
                            2026,
                            "transformers 5.23",
                            "modeling_rope_utils.py, _compute_dynamic_ntk_parameters")),
            Map.of(
                    "transformers", "rope_type: dynamic, factor: s (m_l is max_position_embeddings)",
                    "vllm", "rope_type: dynamic, factor: s, max_trained_positions: m_l (L is the served length)"));

    /** Checks the factor. */
    public DynamicNtk {
        InvalidParameter.requirePositive("factor", factor);
    }

    static DynamicNtk from(Params params) {
        return new DynamicNtk(params.number("factor", 1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int d = context.geometry().rotaryDim();
        InvalidParameter.require(d > 2, "rotary_dim", d, "be above 2 for dynamic_ntk: its exponent is d/(d-2)");
        double trained = context.lengths().trained();
        double length = Math.max(context.lengths().current(), trained);
        double lambda = factor * length / trained - (factor - 1);
        double base = context.base() * StrictMath.pow(lambda, d / (d - 2.0));
        InvalidParameter.require(
                base > 1 && base < Double.POSITIVE_INFINITY,
                "factor",
                factor,
                "leave a finite base above 1 at length " + (int) length + ", not " + base);
        return PositionEncoding.ofFrequencies(
                FrequencySchedule.geometric(base, d),
                Trace.none()
                        .with("lambda", lambda, "s·L/m_l - (s-1), L = " + (int) length)
                        .with("base", base, "b·lambda^(d/(d-2))"));
    }
}
