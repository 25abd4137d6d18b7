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
 * Scalable-Softmax: the logits of a query that sees n = i+1 keys are multiplied by s·ln n. The s of a model is learned, one
 * for each head of each layer: take it from the model. The default of 0.43, used by open code that follows the paper, is
 * a start and no model's value. The first query sees one key, and its factor of 0 changes nothing.
 *
 * <p>Source: Nakanishi 2025, Scalable-Softmax Is Superior for Attention, arXiv 2501.19399, section 2.
 *
 * @param scale s, above 0
 */
public record ScalableSoftmax(double scale) implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "ssmax",
            1,
            "Scalable-Softmax",
            Set.of(StrategyClass.TEMPERATURE),
            "logits of query i × s·ln(i+1); s is learned for each head",
            List.of(ParameterDoc.of("scale", "0.43", "above 0", "s; learned, take it from the model", 0.43, 0.168)),
            Optional.empty(),
            Set.of(BASE, ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Nakanishi", 2025, "Scalable-Softmax Is Superior for Attention", "arXiv 2501.19399, section 2")),
            Map.of());

    /** Checks the scale. */
    public ScalableSoftmax {
        InvalidParameter.requirePositive("scale", scale);
    }

    static ScalableSoftmax from(Params params) {
        return new ScalableSoftmax(params.number("scale", 0.43));
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofLogitScale(
                context.baseFrequencies(), new LogitScale.LogLength(scale, 1, 0), Trace.none());
    }
}
