package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RadialScale;
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
import java.util.Set;

/**
 * xPos: beside the rotation, queries are multiplied by ζ_i^(p/B) and keys by ζ_i^(-p/B) with ζ_i = (2i/d + γ)/(1 + γ), so
 * that scores decay with the distance, fast pairs first. Norms change by design. The authors' code counts p from the middle
 * of the call ({@link RadialScale#centre}); scores do not depend on that.
 *
 * <p>Source: Sun et al. 2022, A Length-Extrapolatable Transformer, arXiv 2212.10554, equation 11; github
 * microsoft/torchscale, xpos_relative_position.py.
 *
 * @param scaleBase B, tokens, above 0
 * @param gamma γ, above 0
 */
public record XPos(double scaleBase, double gamma) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "xpos",
            1,
            "xPos, extrapolatable position embedding",
            Set.of(StrategyClass.NOT_NORM_PRESERVING),
            "rotation by p·θ_i; query × ζ_i^(p/B), key × ζ_i^(-p/B), ζ_i = (2i/d + γ)/(1 + γ)",
            List.of(
                    ParameterDoc.of("scale_base", "512", "above 0", "B, tokens per factor ζ", 512, 256),
                    ParameterDoc.of("gamma", "0.4", "above 0", "γ, levels the pairs", 0.4, 1)),
            Optional.of(Map.of("scale_base", 1e300)),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Sun et al.",
                    2022,
                    "A Length-Extrapolatable Transformer",
                    "arXiv 2212.10554, equation 11; github microsoft/torchscale, xpos_relative_position.py")),
            Map.of());

    /** Checks both. */
    public XPos {
        InvalidParameter.requirePositive("scale_base", scaleBase);
        InvalidParameter.requirePositive("gamma", gamma);
    }

    static XPos from(Params params) {
        return new XPos(params.number("scale_base", 512), params.number("gamma", 0.4));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        FrequencySchedule theta = context.baseFrequencies();
        int d = context.geometry().rotaryDim();
        double[] growth = new double[theta.pairs()];
        for (int i = 0; i < growth.length; i++) {
            double zeta = (2.0 * i / d + gamma) / (1 + gamma);
            growth[i] = StrictMath.log(zeta) / scaleBase;
        }
        return new PositionEncoding(
                theta,
                Uniform.identity(),
                AttentionScale.none(),
                RadialScale.of(growth),
                PairAxes.single(),
                Trace.none());
    }
}
