package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.BASE;
import static io.github.ropelab.core.ContextField.ROTARY_DIM;
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
import java.util.Set;

/**
 * Llama 4's temperature: the logits of the query at position i are multiplied by
 * 1 + attn_scale·ln(1 + floor((i+1)/floor_scale)). The model uses it on its layers without rotation only; that is a rule of
 * layers, not of this strategy.
 *
 * <p>Source: Meta, Hugging Face 2025, transformers 5.23, models/llama4/modeling_llama4.py, Llama4TextAttention.
 *
 * @param floorScale tokens per step, above 0
 * @param attnScale weight of the logarithm, 0 or above
 */
public record Llama4Temperature(double floorScale, double attnScale) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "llama4",
            1,
            "Llama 4 temperature",
            Set.of(StrategyClass.TEMPERATURE),
            "logits of query i × 1 + attn_scale·ln(1 + floor((i+1)/floor_scale))",
            List.of(
                    ParameterDoc.of("floor_scale", "8192", "above 0", "tokens per step", 64, 100),
                    ParameterDoc.of("attn_scale", "0.1", "0 or above", "weight of the logarithm", 0.1, 0.2)),
            Optional.of(Map.of("attn_scale", 0)),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Meta, Hugging Face",
                    2025,
                    "transformers 5.23",
                    "models/llama4/modeling_llama4.py, Llama4TextAttention")),
            Map.of("transformers", "attn_temperature_tuning: true, floor_scale, attn_scale"));

    /** Checks both. */
    public Llama4Temperature {
        InvalidParameter.requirePositive("floor_scale", floorScale);
        InvalidParameter.requireNotNegative("attn_scale", attnScale);
    }

    static Llama4Temperature from(Params params) {
        return new Llama4Temperature(params.number("floor_scale", 8192), params.number("attn_scale", 0.1));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofLogitScale(
                context.baseFrequencies(), new LogitScale.FlooredLog(attnScale, floorScale, 1), Trace.none());
    }
}
