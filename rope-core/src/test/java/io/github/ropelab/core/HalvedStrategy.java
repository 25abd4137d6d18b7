package io.github.ropelab.core;

import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strategy of "another jar", registered in META-INF/services: every second pair is slowed.
 *
 * @param slowing at least 1
 */
public record HalvedStrategy(double slowing) implements RopeStrategy {
    static final StrategyType TYPE = new StrategyType(
            "test_halved",
            1,
            "Every second pair slowed",
            Set.of(StrategyClass.FREQUENCY_MAP),
            "θ'_i = θ_i/slowing for odd i",
            List.of(ParameterDoc.of("slowing", "1", "at least 1", "divisor", 2, 3)),
            Optional.of(Map.of("slowing", 1)),
            Set.of(ContextField.BASE, ContextField.ROTARY_DIM),
            Set.of(Invariance.SHIFT, Invariance.ORIGIN),
            List.of(new Source("nobody", 2026, "a test", "here")),
            Map.of());

    @Override
    public StrategyType type() {
        return TYPE;
    }

    @Override
    public PositionEncoding encode(RopeContext context) {
        return PositionEncoding.ofFrequencies(
                context.baseFrequencies().map((i, theta) -> i % 2 == 0 ? theta : theta / slowing), Trace.none());
    }

    /** Found by the service loader. */
    public static final class Provider implements Strategies.Provider {
        @Override
        public StrategyType type() {
            return TYPE;
        }

        @Override
        public RopeStrategy read(Params params) {
            return new HalvedStrategy(params.number("slowing", 1));
        }
    }
}
