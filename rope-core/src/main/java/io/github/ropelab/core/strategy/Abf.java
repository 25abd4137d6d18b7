package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
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
 * Adjusted base frequency: RoPE with another base, usually trained with it. Every pair but the fastest slows down.
 *
 * <p>Source: Xiong et al. 2023, Effective Long-Context Scaling of Foundation Models, arXiv 2309.16039.
 *
 * @param base b' above 1; absent: the context's base
 */
public record Abf(OptionalDouble base) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "abf",
            1,
            "Adjusted base frequency",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = b'^(-2i/d)",
            List.of(ParameterDoc.of(
                    "base", "the context's base", "above 1", "b'; configs call it rope_theta", 500_000, 1_000_000)),
            Optional.of(Map.of()),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source(
                            "Xiong et al.",
                            2023,
                            "Effective Long-Context Scaling of Foundation Models",
                            "arXiv 2309.16039"),
                    new Source("Rozière et al.", 2023, "Code Llama", "arXiv 2308.12950")),
            Map.of(
                    "transformers", "rope_theta: b'",
                    "vllm", "rope_theta: b'",
                    "llama.cpp", "--rope-freq-base b'"));

    /** Checks the base. */
    public Abf {
        base.ifPresent(b -> InvalidParameter.require(
                b > 1 && b < Double.POSITIVE_INFINITY, "base", b, "be a finite number above 1"));
    }

    static Abf from(Params params) {
        return new Abf(params.number("base", "rope_theta"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double b = base.orElse(context.base());
        return PositionEncoding.ofFrequencies(
                FrequencySchedule.geometric(b, context.geometry().rotaryDim()),
                Trace.none().with("base", b));
    }
}
