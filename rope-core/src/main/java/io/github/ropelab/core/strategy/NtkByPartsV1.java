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
 * The first NTK-by-parts of the YaRN authors' code, before the paper: two index ramps, from linear to NTK-aware between
 * 1.25 and 0.75 turns in the trained length, then to the unmodified frequency between 16 and 2 turns. The four constants
 * were "found experimentally for LLaMA". Not the paper's NTK-by-parts ({@code ntk_by_parts}).
 *
 * <p>Source: Peng et al. 2023, YaRN, github jquesnelle/yarn, scaled_rope/LlamaPartNTKScaledRotaryEmbedding.py.
 *
 * @param factor s above 0; absent: target / trained length, or max(1, current / trained) if dynamic
 * @param dynamic whether s follows the current length; a factor must not be given then
 */
public record NtkByPartsV1(OptionalDouble factor, boolean dynamic) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ntk_by_parts_v1",
            1,
            "NTK-by-parts, first version",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ¹ = θ_i/s·r1 + θ^ntk_i·(1-r1), θ'_i = θ¹·r2 + θ_i·(1-r2); r1, r2 the index ramps of (1.25, 0.75) and (16, 2) "
                    + "turns",
            List.of(
                    ParameterDoc.of("factor", "target / trained length", "above 0", "s", 4, 2),
                    ParameterDoc.of(
                            "dynamic",
                            "false",
                            "true or false; true without a factor",
                            "s = max(1, current / trained)",
                            false,
                            true)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH, CURRENT_LENGTH),
            Set.of(SHIFT, ORIGIN),
            List.of(new Source(
                    "Peng et al.",
                    2023,
                    "YaRN",
                    "github jquesnelle/yarn, scaled_rope/LlamaPartNTKScaledRotaryEmbedding.py")),
            Map.of());

    private static final double LINEAR_TO_NTK_MANY = 1.25;
    private static final double LINEAR_TO_NTK_FEW = 0.75;
    private static final double NTK_TO_KEPT_MANY = 16;
    private static final double NTK_TO_KEPT_FEW = 2;

    /** Checks the parameters. */
    public NtkByPartsV1 {
        factor.ifPresent(s -> InvalidParameter.requirePositive("factor", s));
        InvalidParameter.require(
                !dynamic || factor.isEmpty(),
                "factor",
                factor,
                "not be given with dynamic: it follows the current length");
    }

    static NtkByPartsV1 from(Params params) {
        return new NtkByPartsV1(params.number("factor"), params.flag("dynamic", false));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int d = context.geometry().rotaryDim();
        InvalidParameter.require(d > 2, "rotary_dim", d, "be above 2 for ntk_by_parts_v1: its exponent is d/(d-2)");
        double s =
                dynamic ? Growth.of(context) : factor.orElse(context.lengths().factor());
        double ntkBase = context.base() * StrictMath.pow(s, d / (d - 2.0));
        InvalidParameter.require(
                ntkBase > 1 && ntkBase < Double.POSITIVE_INFINITY,
                "factor",
                s,
                "leave a finite base above 1, not " + ntkBase);
        FrequencySchedule ntk = FrequencySchedule.geometric(ntkBase, d);
        IndexRamp toLinear = IndexRamp.between(LINEAR_TO_NTK_MANY, LINEAR_TO_NTK_FEW, true, context);
        IndexRamp toScaled = IndexRamp.between(NTK_TO_KEPT_MANY, NTK_TO_KEPT_FEW, true, context);
        FrequencySchedule frequencies = context.baseFrequencies().map((i, theta) -> {
            double scaled = ntk.omega(i) + toLinear.at(i) * (theta / s - ntk.omega(i));
            return theta + toScaled.at(i) * (scaled - theta);
        });
        return PositionEncoding.ofFrequencies(
                frequencies,
                Trace.none()
                        .with("factor", s, dynamic ? Growth.HOW : Factor.how(factor, context))
                        .with("ntk.base", ntkBase, "b·s^(d/(d-2))"));
    }
}
