package io.github.ropelab.experiments.random;

import io.github.ropelab.core.InvalidParameter;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Whole numbers, all equally likely, as ⌊n·u⌋ of a uniform u: a library's own way may change its values with a version. Not
 * thread safe.
 */
public final class Uniform {
    private final UniformRandomProvider uniform;

    Uniform(UniformRandomProvider uniform) {
        this.uniform = uniform;
    }

    /**
     * The next number from 0 to {@code bound - 1}; probabilities differ by less than bound·2⁻⁵³.
     *
     * @param bound at least 1
     */
    public int below(int bound) {
        InvalidParameter.require(bound >= 1, "bound", bound, "be at least 1");
        return (int) (bound * uniform.nextDouble());
    }
}
