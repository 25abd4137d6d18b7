package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
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
 * LongRoPE whose divisors grow with the current length L, from 1 at the trained length to λ_i at the target:
 * λ_i(L) = 1 + (λ_i - 1)·(L/m_l - 1)/(s - 1). Below the trained length the divisors are 1, where the authors' code would
 * go on below 1; keys rotated at a shorter length are stale after growth.
 *
 * <p>Source: Ding et al. 2024, LongRoPE, github microsoft/LongRoPE, rope/longrope.py,
 * DynamicLongRoPEScaledRotaryEmbedding.
 *
 * @param longFactor λ [d/2] at the target length, each above 0
 * @param factor s above 1; absent: target / trained length
 * @param attentionFactor amplitude on cos and sin; absent: by the policy
 * @param magnitudeScalingPolicy how the amplitude follows from s
 */
public record LongRopeDynamic(
        List<Double> longFactor,
        OptionalDouble factor,
        OptionalDouble attentionFactor,
        MagnitudePolicy magnitudeScalingPolicy)
        implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "longrope_dynamic",
            1,
            "Dynamic LongRoPE",
            Set.of(StrategyClass.FREQUENCY_MAP, StrategyClass.TEMPERATURE),
            "θ'_i = θ_i/λ_i(L), λ_i(L) = 1 + (λ_i-1)·(L/m_l-1)/(s-1), L = max(current length, m_l); cos and sin × A as "
                    + "longrope",
            List.of(
                    ParameterDoc.required(
                            "long_factor",
                            "one number above 0 per rotary pair",
                            "λ at the target length",
                            LongRopeFormula.example(3),
                            LongRopeFormula.example(5)),
                    ParameterDoc.of("factor", "target / trained length", "above 1", "s", 8, 32),
                    ParameterDoc.of("attention_factor", "by the policy", "above 0", "A on cos and sin", 1, 1.25),
                    ParameterDoc.of(
                            "magnitude_scaling_policy", "su", "su or yarn", "how A follows from s", "su", "yarn")),
            Optional.of(Map.of("long_factor", LongRopeFormula.example(1), "attention_factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(new Source(
                    "Ding et al.",
                    2024,
                    "LongRoPE",
                    "github microsoft/LongRoPE, rope/longrope.py, DynamicLongRoPEScaledRotaryEmbedding")),
            Map.of());

    /** Checks the parameters. */
    public LongRopeDynamic {
        longFactor = List.copyOf(longFactor);
        LongRopeFormula.check("long_factor", longFactor);
        factor.ifPresent(s -> InvalidParameter.require(
                s > 1 && s < Double.POSITIVE_INFINITY, "factor", s, "be a finite number above 1"));
        attentionFactor.ifPresent(a -> InvalidParameter.requirePositive("attention_factor", a));
    }

    static LongRopeDynamic from(Params params) {
        return new LongRopeDynamic(
                params.numbers("long_factor")
                        .orElseThrow(() -> new InvalidParameter("long_factor", "missing", "be given")),
                params.number("factor"),
                params.number("attention_factor"),
                params.choice("magnitude_scaling_policy", MagnitudePolicy.SU));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        Lengths lengths = context.lengths();
        double s = factor.orElse(lengths.factor());
        InvalidParameter.require(s > 1, "factor", s, "be above 1 for longrope_dynamic: it divides by s - 1");
        double growth = (Growth.of(context) - 1) / (s - 1);
        List<Double> lambda = longFactor.stream().map(l -> 1 + (l - 1) * growth).toList();
        LongRopeFormula.check("long_factor at length " + lengths.current(), lambda);
        double amplitude = attentionFactor.orElseGet(() -> magnitudeScalingPolicy.amplitude(s, lengths.trained()));
        return PositionEncoding.ofFrequencies(
                LongRopeFormula.frequencies(context, "long_factor", lambda),
                amplitude,
                Trace.none()
                        .with("factor", s, Factor.how(factor, context))
                        .with("growth", growth, "(L/m_l - 1)/(s - 1)")
                        .with(
                                "attention_factor",
                                amplitude,
                                attentionFactor.isPresent() ? "" : magnitudeScalingPolicy.formula()));
    }
}
