package io.github.ropelab.core.sampling;

import io.github.ropelab.core.InvalidParameter;
import java.util.random.RandomGenerator;

/**
 * Randomised steps (Pal et al. 2023, Giraffe, arXiv 2308.10882): the cumulative sum of steps drawn from U(0, 2), so that
 * positions are fractional and a step is one token on average. A step of exactly 0 is drawn again.
 */
public record RandomSteps() implements PositionSampler {
    @Override
    public double[] sample(int length, RandomGenerator random) {
        InvalidParameter.require(length >= 1, "length", length, "be at least 1 token");
        double[] positions = new double[length];
        double position = 0;
        for (int token = 0; token < length; token++) {
            double before = position;
            while (position == before) {
                position = before + 2 * random.nextDouble();
            }
            positions[token] = position;
        }
        return positions;
    }
}
