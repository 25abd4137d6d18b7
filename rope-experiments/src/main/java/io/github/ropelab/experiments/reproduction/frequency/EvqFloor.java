package io.github.ropelab.experiments.reproduction.frequency;

/** The least τ of EVQ-cosh that moves the middle of its grid by one of K channels, |φ(1/2) - 1/2| = 1/K, and its expansion. */
final class EvqFloor {
    private static final int BISECTIONS = 60;

    private EvqFloor() {}

    /** By bisection; the displacement grows with τ. */
    static double exact(int channels) {
        double low = 1e-6;
        double high = 20;
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (low + high) / 2;
            if (displacement(middle) < 1.0 / channels) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** |4/√K over the exact floor - 1|. */
    static double errorOfOneTerm(int channels) {
        return Math.abs(4 / Math.sqrt(channels) / exact(channels) - 1);
    }

    /** The same of 4/√K·(1 + x/2 + 241/120·x²), x = 1/K. */
    static double errorOfThreeTerms(int channels) {
        double x = 1.0 / channels;
        return Math.abs(4 * Math.sqrt(x) * (1 + x / 2 + 241.0 / 120 * x * x) / exact(channels) - 1);
    }

    /** φ at u = 1/2 is -ln ω of the second of two pairs without midpoints, at base e. */
    private static double displacement(double tau) {
        return Math.abs(
                -StrictMath.log(EvqSchedules.schedule(2, Math.E, tau, false).omega(1)) - 0.5);
    }
}
