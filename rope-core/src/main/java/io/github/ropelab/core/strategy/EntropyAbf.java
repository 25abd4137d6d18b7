package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.LogitScale;
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
import java.util.OptionalInt;
import java.util.Set;

/**
 * Entropy-aware adjusted base frequency: a larger base b', and logits of the query at position i multiplied by
 * max(1, ln(i+1)/ln c). The paper leaves the first two layers without the temperature; that is a rule of layers.
 *
 * <p>Source: Zhang et al. 2024, Extending LLMs' Context Window with 100 Samples, arXiv 2401.07004.
 *
 * @param base b', above 1; absent: the context's base
 * @param length c, tokens, at least 2; absent: the context's trained length
 */
public record EntropyAbf(OptionalDouble base, OptionalInt length) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "entropy_abf",
            1,
            "Entropy-aware adjusted base frequency",
            Set.of(StrategyClass.FREQUENCY_MAP, StrategyClass.TEMPERATURE),
            "θ'_i = b'^(-2i/d); logits of query i × max(1, ln(i+1)/ln c)",
            List.of(
                    ParameterDoc.of("base", "the context's base", "above 1", "b'", 500_000, 1_000_000),
                    ParameterDoc.of("length", "trained length", "at least 2 tokens", "c", 64, 512)),
            Optional.of(Map.of("length", 1_000_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Zhang et al.", 2024, "Extending LLMs' Context Window with 100 Samples", "arXiv 2401.07004")),
            Map.of());

    /** Checks base and length. */
    public EntropyAbf {
        base.ifPresent(b -> InvalidParameter.require(
                b > 1 && b < Double.POSITIVE_INFINITY, "base", b, "be a finite number above 1"));
        length.ifPresent(EntropyAbf::requireTwo);
    }

    static EntropyAbf from(Params params) {
        return new EntropyAbf(params.number("base"), params.integer("length"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int c = length.orElse(context.lengths().trained());
        requireTwo(c);
        double adjusted = base.orElse(context.base());
        return PositionEncoding.ofLogitScale(
                FrequencySchedule.geometric(adjusted, context.geometry().rotaryDim()),
                LogitScale.LogLength.relativeTo(c),
                Trace.none().with("base", adjusted).with("length", c));
    }

    private static void requireTwo(int length) {
        InvalidParameter.require(length >= 2, "length", length, "be at least 2 tokens: ln 1 is 0");
    }
}
