package io.github.ropelab.experiments.reproduction.frame;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.model.config.StrategyText;

/**
 * A model's RoPE as papers name it.
 *
 * @param headDim d, all of it rotated
 * @param base b
 * @param lengths trained, target and current length, tokens
 */
public record Rope(int headDim, double base, Lengths lengths) {
    /** The context that strategies see. */
    public RopeContext context() {
        return new RopeContext(RotaryGeometry.full(headDim, Pairing.HALF_SPLIT), base, lengths);
    }

    /** The encoding of a strategy as on the command line: {@code yarn:factor=4}. */
    public PositionEncoding encode(String strategy) {
        RopeStrategy read = Strategies.read(StrategyText.parse(strategy));
        return read.encode(context());
    }

    /** Its frequencies, radians per token. */
    public FrequencySchedule frequencies(String strategy) {
        return encode(strategy).frequencies();
    }
}
