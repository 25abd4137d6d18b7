package io.github.ropelab.experiments.reproduction.base;

/** Ci(x) = -∫_x^∞ cos(t)/t dt. */
final class CosineIntegral {
    private static final double EULER = 0.57721566490153286;

    private CosineIntegral() {}

    /** Ci(x) = γ + ln x + Σ_k (-x²)^k/(2k·(2k)!), for x in (0, 4]: there no term is large enough to cancel digits. */
    static double at(double x) {
        double sum = EULER + StrictMath.log(x);
        double term = 1;
        for (int k = 1; k <= 30; k++) {
            term *= -x * x / ((2 * k - 1) * (2.0 * k));
            sum += term / (2 * k);
        }
        return sum;
    }

    /** Its first zero, by bisection. */
    static double firstZero() {
        double low = 0.1;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (at(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
