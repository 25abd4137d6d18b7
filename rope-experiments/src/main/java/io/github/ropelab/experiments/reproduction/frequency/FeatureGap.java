package io.github.ropelab.experiments.reproduction.frequency;

import java.util.Arrays;

/** How far the features of later positions lie from those of trained ones: equation 8 of Resonance RoPE for a unit vector. */
final class FeatureGap {
    private FeatureGap() {}

    /**
     * max over n in [trained, tested) of min over m in [0, trained) of |exp(i·n·ω) - exp(i·m·ω)|.
     *
     * @param omega radians per token
     * @param trained length, tokens
     * @param tested length, tokens
     */
    static double of(double omega, int trained, int tested) {
        double[] seen = new double[trained];
        for (int m = 0; m < trained; m++) {
            seen[m] = angle(m * omega);
        }
        Arrays.sort(seen);
        double largest = 0;
        for (int n = trained; n < tested; n++) {
            double angle = angle(n * omega);
            int at = Arrays.binarySearch(seen, angle);
            if (at < 0) {
                int above = -at - 1;
                double next = above < trained ? seen[above] : seen[0] + 2 * Math.PI;
                double before = above > 0 ? seen[above - 1] : seen[trained - 1] - 2 * Math.PI;
                largest = Math.max(largest, Math.min(next - angle, angle - before));
            }
        }
        return 2 * StrictMath.sin(Math.min(largest, Math.PI) / 2);
    }

    /** In [-π, π). */
    private static double angle(double radians) {
        return StrictMath.atan2(StrictMath.sin(radians), StrictMath.cos(radians));
    }
}
