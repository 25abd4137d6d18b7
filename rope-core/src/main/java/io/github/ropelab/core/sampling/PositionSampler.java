package io.github.ropelab.core.sampling;

import io.github.ropelab.core.InvalidParameter;
import java.util.random.RandomGenerator;

/** Draws the positions of the tokens of one training example. Implementations are records. */
public interface PositionSampler {
    /**
     * Positions of {@code length} tokens [length], strictly growing, 0 or above. The same state of {@code random} gives the
     * same positions.
     *
     * @param length tokens, at least 1
     * @param random written: its state moves on
     * @throws InvalidParameter if the scheme has no room for that many tokens
     */
    double[] sample(int length, RandomGenerator random);
}
