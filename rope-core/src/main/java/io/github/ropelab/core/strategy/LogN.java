package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.ContextField.TRAINED_LENGTH;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

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
import java.util.OptionalInt;
import java.util.Set;

/**
 * Log-n attention: the logits of the query at position i are multiplied by max(1, ln(i+1)/ln m_l), which keeps the entropy
 * of attention level beyond the trained length. Depends on i alone, on the query side.
 *
 * <p>Source: Su 2021, Attention scale from entropy invariance, kexue.fm/archives/8823.
 *
 * @param trainingLength m_l, tokens, at least 2; absent: the context's trained length
 */
public record LogN(OptionalInt trainingLength) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "log_n",
            1,
            "Log-n query temperature",
            Set.of(StrategyClass.TEMPERATURE),
            "logits of query i × max(1, ln(i+1)/ln m_l)",
            List.of(ParameterDoc.of("training_length", "trained length", "at least 2 tokens", "m_l", 64, 512)),
            Optional.of(Map.of("training_length", 1_000_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(
                    new Source("Su", 2021, "Attention scale from entropy invariance", "kexue.fm/archives/8823"),
                    new Source("Su", 2023, "ReRoPE", "github bojone/rerope, ntk_patch.py")),
            Map.of());

    /** Checks the length. */
    public LogN {
        trainingLength.ifPresent(LogN::requireTwo);
    }

    static LogN from(Params params) {
        return new LogN(params.integer("training_length"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int trained = trainingLength.orElse(context.lengths().trained());
        requireTwo(trained);
        return PositionEncoding.ofLogitScale(
                context.baseFrequencies(),
                LogitScale.LogLength.relativeTo(trained),
                Trace.none().with("training_length", trained));
    }

    private static void requireTwo(int length) {
        InvalidParameter.require(length >= 2, "training_length", length, "be at least 2 tokens: ln 1 is 0");
    }
}
