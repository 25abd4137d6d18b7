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
 * Ministral 3's temperature: the logits of the query at position i are multiplied by 1 + β·ln(1 + floor(i/m_l)), on every
 * layer. Llama 4 counts i+1 instead of i.
 *
 * <p>Source: Mistral AI, Hugging Face 2025, transformers 5.23, models/ministral3/modeling_ministral3.py,
 * get_llama_4_attn_scale.
 *
 * @param llama4ScalingBeta β, 0 or above
 * @param originalLength m_l, tokens; absent: the context's trained length
 */
public record Ministral3(double llama4ScalingBeta, OptionalInt originalLength) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ministral3",
            1,
            "Ministral 3 temperature",
            Set.of(StrategyClass.TEMPERATURE),
            "logits of query i × 1 + β·ln(1 + floor(i/m_l))",
            List.of(
                    ParameterDoc.of("llama_4_scaling_beta", "0.1", "0 or above", "β", 0.1, 0.2),
                    ParameterDoc.of("original_length", "trained length", "at least 1 token", "m_l", 64, 100)),
            Optional.of(Map.of("llama_4_scaling_beta", 0)),
            Set.of(BASE, ROTARY_DIM, TRAINED_LENGTH),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Mistral AI, Hugging Face",
                    2025,
                    "transformers 5.23",
                    "models/ministral3/modeling_ministral3.py, get_llama_4_attn_scale")),
            Map.of("transformers", "llama_4_scaling_beta: β beside original_max_position_embeddings: m_l"));

    /** Checks both. */
    public Ministral3 {
        InvalidParameter.requireNotNegative("llama_4_scaling_beta", llama4ScalingBeta);
        originalLength.ifPresent(l -> InvalidParameter.require(l >= 1, "original_length", l, "be at least 1 token"));
    }

    static Ministral3 from(Params params) {
        return new Ministral3(params.number("llama_4_scaling_beta", 0.1), params.integer("original_length"));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        int trained = originalLength.orElse(context.lengths().trained());
        return PositionEncoding.ofLogitScale(
                context.baseFrequencies(),
                new LogitScale.FlooredLog(llama4ScalingBeta, trained, 0),
                Trace.none().with("original_length", trained));
    }
}
