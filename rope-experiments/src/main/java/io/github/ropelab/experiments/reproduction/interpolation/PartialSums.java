package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;

/** Σ_{i=1..d/2} |S_i(s)| with S_i(s) = Σ_{k &lt; i} exp(i·s·θ_k): RoFormer's equation 36, and B(s) of Position Interpolation. */
final class PartialSums {
    private PartialSums() {}

    /**
     * The sum of the sizes.
     *
     * @param theta frequencies, radians per token
     * @param distance s, tokens
     */
    static double of(FrequencySchedule theta, double distance) {
        double cosines = 0;
        double sines = 0;
        double sum = 0;
        for (int k = 0; k < theta.pairs(); k++) {
            double angle = distance * theta.omega(k);
            cosines += StrictMath.cos(angle);
            sines += StrictMath.sin(angle);
            sum += Math.sqrt(cosines * cosines + sines * sines);
        }
        return sum;
    }
}
