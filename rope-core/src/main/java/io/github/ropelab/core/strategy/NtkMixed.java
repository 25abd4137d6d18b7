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
 * The mixed-radix NTK map of kexue.fm: θ'_i = θ_i / exp(a·(i+1)^β) with a = ln k/(d/2)^β. The slowest pair is divided by
 * exactly k; β shares the slowing out among the others.
 *
 * @param factor k above 0; absent: target / trained length
 * @param mixedB β above 0: 0.75 in bojone/rerope, 0.625 in the post
 */
public record NtkMixed(OptionalDouble factor, double mixedB) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ntk_mixed",
            1,
            "NTK-aware, mixed radix (kexue.fm)",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i / exp(a·(i+1)^β), a = ln k/(d/2)^β",
            List.of(
                    ParameterDoc.of("factor", "target / trained length", "above 0", "k", 4, 2),
                    ParameterDoc.of("mixed_b", "0.75", "above 0", "β", 0.75, 0.625)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("Su", 2023, "Transformer upgrade road 11", "kexue.fm/archives/9706"),
                    new Source("Su", 2023, "ReRoPE", "github bojone/rerope, ntk_patch.py; vLLM ntk_scaling_rope.py")),
            Map.of("vllm", "rope_type: ntk, factor: k, mixed_b: β"));

    /** Checks the parameters. */
    public NtkMixed {
        factor.ifPresent(k -> InvalidParameter.requirePositive("factor", k));
        InvalidParameter.requirePositive("mixed_b", mixedB);
    }

    static NtkMixed from(Params params) {
        return new NtkMixed(params.number("factor"), params.number("mixed_b", 0.75));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int d = context.geometry().rotaryDim();
        double k = factor.orElse(context.lengths().factor());
        double a = StrictMath.log(k) / StrictMath.pow(d / 2.0, mixedB);
        return PositionEncoding.ofFrequencies(
                context.baseFrequencies().map((i, theta) -> theta / StrictMath.exp(a * StrictMath.pow(i + 1, mixedB))),
                Trace.none().with("factor", k, Factor.how(factor, context)).with("a", a, "ln k/(d/2)^β"));
    }
}
