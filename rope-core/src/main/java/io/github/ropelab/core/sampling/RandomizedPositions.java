package io.github.ropelab.core.sampling;

import io.github.ropelab.core.InvalidParameter;
import java.util.random.RandomGenerator;

/**
 * Randomised positional encodings (Ruoss et al. 2023, arXiv 2305.16843, section 3): a sorted draw without replacement of
 * 0 .. L-1 (the paper counts from 1), with L far above the longest length that will be used.
 *
 * @param maximum L, tokens, at least 1
 */
public record RandomizedPositions(int maximum) implements PositionSampler {
    /** Checks the maximum. */
    public RandomizedPositions {
        InvalidParameter.require(maximum >= 1, "maximum", maximum, "be at least 1 token");
    }

    @Override
    public double[] sample(int length, RandomGenerator random) {
        InvalidParameter.require(
                length >= 1 && length <= maximum, "length", length, "be from 1 to " + maximum + " (maximum) tokens");
        return SortedDraw.of(maximum, length, random).asDoubleStream().toArray();
    }
}
