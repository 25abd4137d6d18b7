package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.FrequencySchedule;
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
 * LongRoPE: every pair has a searched divisor λ_i, one list up to the trained length and another beyond. The amplitude
 * applies in both regimes. LongRoPE2 writes the same configs with other numbers. The paper also leaves the first tokens
 * un-interpolated, which no engine does.
 *
 * <p>Source: Ding et al. 2024, LongRoPE, arXiv 2402.13753; github microsoft/LongRoPE.
 *
 * @param longFactor λ [d/2] for current lengths above the trained one, each above 0
 * @param shortFactor λ [d/2] up to the trained length; absent: the long list there too, as in the authors' code
 * @param factor s of the amplitude, above 0; absent: target / trained length
 * @param attentionFactor amplitude on cos and sin; absent: by the policy
 * @param magnitudeScalingPolicy how the amplitude follows from s
 * @param shortMscale amplitude up to the trained length, in the place of the derived one (vLLM)
 * @param longMscale amplitude beyond, in the place of the derived one (vLLM)
 */
public record LongRope(
        List<Double> longFactor,
        Optional<List<Double>> shortFactor,
        OptionalDouble factor,
        OptionalDouble attentionFactor,
        MagnitudePolicy magnitudeScalingPolicy,
        OptionalDouble shortMscale,
        OptionalDouble longMscale)
        implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "longrope",
            1,
            "LongRoPE",
            Set.of(StrategyClass.FREQUENCY_MAP, StrategyClass.TEMPERATURE),
            "θ'_i = θ_i/λ_i, λ = short_factor if current length ≤ m_l else long_factor; cos and sin × A, "
                    + "A = √(1 + ln s/ln m_l)",
            List.of(
                    ParameterDoc.required(
                            "long_factor",
                            "one number above 0 per rotary pair",
                            "λ beyond the trained length",
                            LongRopeFormula.example(3),
                            LongRopeFormula.example(5)),
                    ParameterDoc.of(
                            "short_factor",
                            "long_factor",
                            "one number above 0 per rotary pair",
                            "λ up to the trained length",
                            LongRopeFormula.example(1),
                            LongRopeFormula.example(2)),
                    ParameterDoc.of("factor", "target / trained length", "above 0", "s of the amplitude", 8, 32),
                    ParameterDoc.of(
                            "attention_factor",
                            "by the policy",
                            "above 0",
                            "A on cos and sin, at every length",
                            1,
                            1.25),
                    ParameterDoc.of(
                            "magnitude_scaling_policy", "su", "su or yarn", "how A follows from s", "su", "yarn"),
                    ParameterDoc.of("short_mscale", "A", "above 0", "amplitude up to the trained length", 1.1, 1.2),
                    ParameterDoc.of("long_mscale", "A", "above 0", "amplitude beyond it", 1.1, 1.2)),
            Optional.of(Map.of("long_factor", LongRopeFormula.example(1), "attention_factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(
                    new Source("Ding et al.", 2024, "LongRoPE", "arXiv 2402.13753; github microsoft/LongRoPE"),
                    new Source("Shang et al.", 2025, "LongRoPE2", "arXiv 2502.20082: same form, other numbers"),
                    new Source(
                            "Hugging Face",
                            2026,
                            "transformers 5.23",
                            "modeling_rope_utils.py, _compute_longrope_parameters")),
            Map.of(
                    "transformers", "rope_type: longrope (legacy: su)",
                    "vllm", "rope_type: longrope, with short_mscale and long_mscale",
                    "llama.cpp", "tensors rope_factors_long and rope_factors_short, rope.scaling.attn_factor"));

    /** Checks the parameters. */
    public LongRope {
        longFactor = List.copyOf(longFactor);
        shortFactor = shortFactor.map(List::copyOf);
        LongRopeFormula.check("long_factor", longFactor);
        shortFactor.ifPresent(list -> LongRopeFormula.check("short_factor", list));
        factor.ifPresent(s -> InvalidParameter.requirePositive("factor", s));
        attentionFactor.ifPresent(a -> InvalidParameter.requirePositive("attention_factor", a));
        shortMscale.ifPresent(a -> InvalidParameter.requirePositive("short_mscale", a));
        longMscale.ifPresent(a -> InvalidParameter.requirePositive("long_mscale", a));
    }

    static LongRope from(Params params) {
        return new LongRope(
                params.numbers("long_factor")
                        .orElseThrow(() -> new InvalidParameter("long_factor", "missing", "be given")),
                params.numbers("short_factor"),
                params.number("factor"),
                params.number("attention_factor"),
                params.choice("magnitude_scaling_policy", MagnitudePolicy.SU),
                params.number("short_mscale"),
                params.number("long_mscale"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        Lengths lengths = context.lengths();
        boolean isLong = lengths.current() > lengths.trained();
        FrequencySchedule beyond = LongRopeFormula.frequencies(context, "long_factor", longFactor);
        FrequencySchedule within = shortFactor.isPresent()
                ? LongRopeFormula.frequencies(context, "short_factor", shortFactor.get())
                : beyond;
        double s = factor.orElse(lengths.factor());
        OptionalDouble regime = isLong ? longMscale : shortMscale;
        double amplitude = regime.orElseGet(
                () -> attentionFactor.orElseGet(() -> magnitudeScalingPolicy.amplitude(s, lengths.trained())));
        boolean derived = regime.isEmpty() && attentionFactor.isEmpty();
        return PositionEncoding.ofFrequencies(
                isLong ? beyond : within,
                amplitude,
                Trace.none()
                        .with("factor", s, Factor.how(factor, context))
                        .with("long_list", isLong ? 1 : 0, "1 if current > trained, else 0")
                        .with("attention_factor", amplitude, derived ? magnitudeScalingPolicy.formula() : ""));
    }
}
