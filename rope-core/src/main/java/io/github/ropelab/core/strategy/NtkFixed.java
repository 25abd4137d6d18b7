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
 * The fixed NTK-aware map of kexue.fm: θ'_i = (b·k)^(-2i/d) / k^(2/d). Unlike {@code ntk_aware} it slows every pair, the
 * fastest by k^(2/d); the slowest pair is divided by exactly k.
 *
 * @param factor k above 0; absent: target / trained length
 */
public record NtkFixed(OptionalDouble factor) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ntk_fixed",
            1,
            "NTK-aware, fixed (kexue.fm)",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = (b·k)^(-2i/d) / k^(2/d)",
            List.of(ParameterDoc.of("factor", "target / trained length", "above 0", "k", 4, 2)),
            Optional.of(Map.of("factor", 1)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH, TARGET_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Su", 2023, "Transformer upgrade road 11", "kexue.fm/archives/9706; vLLM ntk_scaling_rope.py")),
            Map.of("vllm", "rope_type: ntk, factor: k"));

    /** Checks the factor. */
    public NtkFixed {
        factor.ifPresent(k -> InvalidParameter.requirePositive("factor", k));
    }

    static NtkFixed from(Params params) {
        return new NtkFixed(params.number("factor"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int d = context.geometry().rotaryDim();
        double k = factor.orElse(context.lengths().factor());
        double base = context.base() * k;
        InvalidParameter.require(
                base > 1 && base < Double.POSITIVE_INFINITY, "factor", k, "leave a finite base above 1, not " + base);
        double everyPair = StrictMath.pow(k, 2.0 / d);
        return PositionEncoding.ofFrequencies(
                FrequencySchedule.geometric(base, d).map((i, omega) -> omega / everyPair),
                Trace.none().with("factor", k, Factor.how(factor, context)).with("base", base, "b·k"));
    }
}
