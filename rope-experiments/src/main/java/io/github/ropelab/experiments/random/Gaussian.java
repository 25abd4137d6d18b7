package io.github.ropelab.experiments.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Standard normal values by Box and Muller's transform, in {@link StrictMath}: a library's own transform may change its
 * values with a version or a platform. Not thread safe.
 */
public final class Gaussian {
    private final UniformRandomProvider uniform;
    private double spare = Double.NaN;

    Gaussian(UniformRandomProvider uniform) {
        this.uniform = uniform;
    }

    /** The next value; mean 0, variance 1. */
    public double next() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform.nextDouble()));
        double angle = 2 * Math.PI * uniform.nextDouble();
        spare = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }
}
