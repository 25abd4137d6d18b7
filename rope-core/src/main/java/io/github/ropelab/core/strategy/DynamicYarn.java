package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.CURRENT_LENGTH;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
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
import java.util.Set;

/**
 * YaRN with s = L/m_l, recomputed as the current length L grows. The attention factor moves with it; keys rotated before
 * are stale in angle and size.
 *
 * <p>Source: Peng et al. 2023, YaRN, github jquesnelle/yarn, scaled_rope/LlamaDynamicYaRNScaledRotaryEmbedding.py.
 *
 * @param betaFast turns in m_l above which a pair stays
 * @param betaSlow turns in m_l below which a pair is divided by s
 * @param truncate whether the ramp's ends are rounded outwards to whole pair indices
 * @param extrapolationFactor share of the kept part that is used
 * @param attnFactor multiplies A = 0.1·ln s + 1 beyond the trained length; up to it the code applies no amplitude
 */
public record DynamicYarn(
        double betaFast, double betaSlow, boolean truncate, double extrapolationFactor, double attnFactor)
        implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "dynamic_yarn",
            1,
            "Dynamic YaRN",
            Set.of(StrategyClass.FREQUENCY_MAP, StrategyClass.TEMPERATURE),
            "yarn with s = max(1, L/m_l), L the current length",
            List.of(
                    ParameterDoc.of("beta_fast", "32", "above 0", "turns in m_l above which a pair stays", 32, 16),
                    ParameterDoc.of(
                            "beta_slow",
                            "1",
                            "above 0, at most beta_fast",
                            "turns in m_l below which a pair is divided by s",
                            1,
                            2),
                    ParameterDoc.of("truncate", "true", "true or false", "round the ramp's ends outwards", true, false),
                    ParameterDoc.of(
                            "extrapolation_factor", "1", "0 to 1", "share of the kept part that is used", 1, 0.5),
                    ParameterDoc.of("attn_factor", "1", "above 0", "multiplies A beyond m_l", 1, 1.5)),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Peng et al.",
                    2023,
                    "YaRN",
                    "github jquesnelle/yarn, scaled_rope/LlamaDynamicYaRNScaledRotaryEmbedding.py")),
            Map.of());

    /** Checks the parameters. */
    public DynamicYarn {
        YarnFormula.checkRamp(betaFast, betaSlow, extrapolationFactor);
        InvalidParameter.requirePositive("attn_factor", attnFactor);
    }

    static DynamicYarn from(Params params) {
        return new DynamicYarn(
                params.number("beta_fast", 32),
                params.number("beta_slow", 1),
                params.flag("truncate", true),
                params.number("extrapolation_factor", 1),
                params.number("attn_factor", 1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double s = Growth.of(context);
        IndexRamp ramp = IndexRamp.between(betaFast, betaSlow, truncate, context);
        double amplitude = s == 1 ? 1 : attnFactor * YarnFormula.g(s, 1);
        return PositionEncoding.ofFrequencies(
                YarnFormula.frequencies(context, s, ramp, extrapolationFactor),
                amplitude,
                Trace.none()
                        .with("factor", s, Growth.HOW)
                        .with("ramp.low", ramp.low())
                        .with("ramp.high", ramp.high())
                        .with("attention_factor", amplitude, "0.1·ln s + 1"));
    }
}
