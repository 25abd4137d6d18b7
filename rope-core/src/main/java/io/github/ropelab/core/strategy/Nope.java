package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.ContextField.ROTARY_DIM;
import static io.github.ropelab.core.Invariance.MONOTONE;
import static io.github.ropelab.core.Invariance.ORIGIN;
import static io.github.ropelab.core.Invariance.SHIFT;

import io.github.ropelab.core.FrequencySchedule;
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
 * No position embedding: no pair turns, and the causal mask alone tells tokens apart. Models use it on some of their layers.
 *
 * <p>Source: Kazemnejad et al. 2023, The Impact of Positional Encoding on Length Generalization in Transformers,
 * arXiv 2305.19466.
 */
public record Nope() implements RopeStrategy {
    /** The catalogue's entry. */
    public static final StrategyType TYPE = new StrategyType(
            "nope",
            1,
            "No position embedding",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = 0",
            List.of(),
            Optional.empty(),
            Set.of(ROTARY_DIM),
            Set.of(SHIFT, ORIGIN, MONOTONE),
            List.of(new Source(
                    "Kazemnejad et al.",
                    2023,
                    "The Impact of Positional Encoding on Length Generalization in Transformers",
                    "arXiv 2305.19466")),
            Map.of("transformers", "no_rope_layers or no_rope_layer_interval, layer by layer"));

    static Nope from(Params params) {
        return new Nope();
    }

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofFrequencies(
                FrequencySchedule.of(new double[context.geometry().pairs()]), Trace.none());
    }
}
