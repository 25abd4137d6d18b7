package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TARGET_LENGTH;
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
 * NTK-aware base change: b' = b·λ^(d/(d-2)). The fastest pair keeps its frequency, the slowest is divided by exactly λ.
 *
 * <p>Source: bloc97 2023, NTK-Aware Scaled RoPE, r/LocalLLaMA post.
 *
 * @param factor λ above 0; absent: target / trained length
 */
public record NtkAware(OptionalDouble factor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ntk_aware",
            1,
            "NTK-aware base change",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = (b·λ^(d/(d-2)))^(-2i/d)",
            List.of(ParameterDoc.of(
                    "factor", "target / trained length", "above 0", "λ; engines also spell it alpha", 4, 2)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("bloc97", 2023, "NTK-Aware Scaled RoPE", "r/LocalLLaMA post"),
                    new Source("Peng et al.", 2023, "YaRN", "arXiv 2309.00071, section 3.1")),
            Map.of(
                    "transformers", "HunYuan only: rope_type: dynamic, alpha: λ",
                    "vllm", "rope_type: dynamic, alpha: λ",
                    "llama.cpp", "--rope-freq-base b·λ^(d/(d-2))"));

    /** Checks the factor. */
    public NtkAware {
        factor.ifPresent(lambda -> InvalidParameter.requirePositive("factor", lambda));
    }

    /** Base change for λ = {@code factor}. */
    public static NtkAware withFactor(double factor) {
        return new NtkAware(OptionalDouble.of(factor));
    }

    static NtkAware from(Params params) {
        return new NtkAware(params.number("factor", "alpha"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int d = context.geometry().rotaryDim();
        InvalidParameter.require(d > 2, "rotary_dim", d, "be above 2 for ntk_aware: its exponent is d/(d-2)");
        double lambda = factor.orElse(context.lengths().factor());
        double base = context.base() * StrictMath.pow(lambda, d / (d - 2.0));
        InvalidParameter.require(
                base > 1 && base < Double.POSITIVE_INFINITY,
                "factor",
                lambda,
                "leave a finite base above 1, not " + base);
        return PositionEncoding.ofFrequencies(
                FrequencySchedule.geometric(base, d),
                Trace.none().with("factor", lambda, Factor.how(factor, context)).with("base", base, "b·λ^(d/(d-2))"));
    }
}
