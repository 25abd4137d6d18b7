package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
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
 * NTK-by-parts: pairs that turn often inside of the trained length stay, slow ones are divided by s. YaRN's frequencies
 * without its temperature.
 *
 * <p>The paper ramps linearly in the number of turns r = m_l·θ/2π; every implementation ramps linearly in the pair index
 * (see {@code yarn}): up to 67 % apart. Both are here.
 *
 * <p>Source: Peng et al. 2023, YaRN, arXiv 2309.00071, section 3.2, definition 2.
 *
 * @param factor s above 0; absent: target / trained length
 * @param alpha turns in m_l below which a pair is divided by s
 * @param beta turns in m_l above which a pair stays
 * @param ramp over what the blend is linear
 * @param truncate whether the index ramp's ends are rounded outwards to whole pairs
 */
public record NtkByParts(OptionalDouble factor, double alpha, double beta, Ramp ramp, boolean truncate)
        implements RopeStrategy {
    /** Over what the blend between divided and kept pairs is linear. */
    public enum Ramp {
        /** The pair index, as every implementation. */
        INDEX,
        /** The number of turns, γ(r) = clamp((r-α)/(β-α), 0, 1), as the paper. */
        ROTATIONS
    }

    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ntk_by_parts",
            1,
            "NTK-by-parts",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i/s·(1-γ) + θ_i·γ; by rotations γ = clamp((r-α)/(β-α), 0, 1), r = m_l·θ_i/2π; by index "
                    + "γ = 1-ramp of yarn",
            List.of(
                    ParameterDoc.of("factor", "target / trained length", "above 0", "s", 4, 16, 0.1),
                    ParameterDoc.of("alpha", "1", "above 0", "turns in m_l below which a pair is divided by s", 1, 2),
                    ParameterDoc.of("beta", "32", "above alpha", "turns in m_l above which a pair stays", 32, 16),
                    ParameterDoc.of(
                            "ramp", "index", "index or rotations", "what the blend is linear in", "index", "rotations"),
                    ParameterDoc.of(
                            "truncate", "true", "true or false", "round the index ramp's ends outwards", true, false)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(new Source("Peng et al.", 2023, "YaRN", "arXiv 2309.00071, section 3.2, definition 2")),
            Map.of(
                    "transformers", "rope_type: yarn, attention_factor: 1.0 (index ramp)",
                    "vllm", "rope_type: yarn, apply_yarn_scaling: false (index ramp)"));

    /** Checks the parameters. */
    public NtkByParts {
        factor.ifPresent(s -> InvalidParameter.requirePositive("factor", s));
        InvalidParameter.requirePositive("alpha", alpha);
        InvalidParameter.requirePositive("beta", beta);
        InvalidParameter.require(beta > alpha, "beta", beta, "be above alpha (" + alpha + ")");
    }

    static NtkByParts from(Params params) {
        return new NtkByParts(
                params.number("factor"),
                params.number("alpha", 1),
                params.number("beta", 32),
                params.choice("ramp", Ramp.INDEX),
                params.flag("truncate", true));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double s = factor.orElse(context.lengths().factor());
        Trace trace = Trace.none().with("factor", s, Factor.how(factor, context));
        if (ramp == Ramp.ROTATIONS) {
            double trained = context.lengths().trained();
            return blend(context, s, trace, (i, theta) -> {
                double turns = trained * theta / (2 * Math.PI);
                return Math.min(1, Math.max(0, (turns - alpha) / (beta - alpha)));
            });
        }
        IndexRamp index = IndexRamp.between(beta, alpha, truncate, context);
        return blend(
                context,
                s,
                trace.with("ramp.low", index.low()).with("ramp.high", index.high()),
                (i, theta) -> 1 - index.at(i));
    }

    /** θ/s + γ·(θ - θ/s): the paper's blend, written so that s = 1 gives θ to the bit. */
    private static PositionEncoding blend(RopeContext context, double s, Trace trace, FrequencySchedule.PairMap gamma) {
        return PositionEncoding.ofFrequencies(
                context.baseFrequencies().map((i, theta) -> theta / s + gamma.apply(i, theta) * (theta - theta / s)),
                trace);
    }
}
