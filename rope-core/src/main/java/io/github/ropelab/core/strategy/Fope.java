package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The frequency selection of Fourier position embedding: pairs that make no full turn in the trained length stand still.
 * The learned mixing of the remaining frequencies is not part of a config and not here; with identity coefficients FoPE
 * is this strategy.
 *
 * <p>Source: Hua et al. 2024, Fourier Position Embedding, arXiv 2412.17739; vLLM 0.33 rotary_embedding/fope.py.
 *
 * @param numInvFreq keep the first pairs, this many, instead; absent: by the trained length
 */
public record Fope(OptionalInt numInvFreq) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "fope",
            1,
            "Fourier position embedding, selection only",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i if θ_i > 2π/m_l (or i < num_inv_freq), else 0",
            List.of(ParameterDoc.of(
                    "num_inv_freq", "by the trained length", "at least 1", "pairs to keep, the fastest first", 3, 5)),
            Optional.of(Map.of("num_inv_freq", 1_000_000)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Hua et al.",
                    2024,
                    "Fourier Position Embedding",
                    "arXiv 2412.17739; vLLM 0.33 rotary_embedding/fope.py")),
            Map.of("vllm", "rope_type: default, use_fope: true"));

    /** Checks the number. */
    public Fope {
        numInvFreq.ifPresent(n -> InvalidParameter.require(n >= 1, "num_inv_freq", n, "be at least 1"));
    }

    static Fope from(Params params) {
        return new Fope(params.integer("num_inv_freq"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        double fullTurn = 2 * Math.PI / context.lengths().trained();
        FrequencySchedule selected = context.baseFrequencies()
                .map((i, theta) -> (numInvFreq.isPresent() ? i < numInvFreq.getAsInt() : theta > fullTurn) ? theta : 0);
        long kept = Arrays.stream(selected.toArray()).filter(omega -> omega > 0).count();
        return PositionEncoding.ofFrequencies(
                selected, Trace.none().with("rotated_pairs", kept, numInvFreq.isPresent() ? "" : "θ > 2π/m_l"));
    }
}
