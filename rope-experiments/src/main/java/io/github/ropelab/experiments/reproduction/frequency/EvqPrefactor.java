package io.github.ropelab.experiments.reproduction.frequency;

/** Q_1(L, b) = ∫_0^1 ((1-φ)²/2 - 1/6)·q(L·b^-φ) dφ, q(x) = 1/2 + sin 2x/(4x) - (sin x/x)², by Simpson's rule. */
final class EvqPrefactor {
    /** Even; at 4096 tokens and base 500,000 a step at φ = 0 is 0.27 radians of the fastest sine, and doubling moves no digit. */
    private static final int STEPS = 200_000;

    /** Below, q is x⁴/45 up to x⁶, a millionth of it. */
    private static final double SMALL = 1e-3;

    private EvqPrefactor() {}

    /** Q_1 of a length in tokens and a base. */
    static double q1(double length, double base) {
        double sum = 0;
        for (int k = 0; k <= STEPS; k++) {
            double phi = (double) k / STEPS;
            double weight = k == 0 || k == STEPS ? 1 : k % 2 == 1 ? 4 : 2;
            double eta = (1 - phi) * (1 - phi) / 2 - 1.0 / 6;
            sum += weight * eta * q(length * StrictMath.pow(base, -phi));
        }
        return sum / (3.0 * STEPS);
    }

    private static double q(double x) {
        if (x < SMALL) {
            return x * x * x * x / 45;
        }
        double sinc = StrictMath.sin(x) / x;
        return 0.5 + StrictMath.sin(2 * x) / (4 * x) - sinc * sinc;
    }
}
