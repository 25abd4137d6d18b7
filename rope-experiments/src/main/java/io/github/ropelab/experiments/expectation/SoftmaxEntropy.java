package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;

/**
 * Entropy of the softmax over n independent logits of N(0, σ²), nats.
 *
 * <p>Derived here: H = ln Σe^s - Σs·e^s/Σe^s, expanded to first order in the relative variance (e^σ² - 1)/n of the sum.
 */
public final class SoftmaxEntropy {
    /** The first order is within 2 % up to here, and within 0.1 % at a tenth of it. */
    private static final double LARGEST_SHARE = 0.1;

    private SoftmaxEntropy() {}

    /**
     * ln n - σ²/2, the limit of many logits.
     *
     * @throws InvalidParameter from σ² = 2·ln n on, where few logits hold all the mass and the entropy does not grow with n
     *     (the freezing of the random energy model, Derrida 1981)
     */
    public static double limit(int n, double variance) {
        InvalidParameter.require(
                variance >= 0 && variance < 2 * StrictMath.log(n),
                "variance",
                variance,
                "be 0 or above and below 2·ln n = " + 2 * StrictMath.log(n) + ", where the softmax freezes");
        return StrictMath.log(n) - variance / 2;
    }

    /**
     * ln n - σ²/2 + [σ²e^σ² - (e^σ² - 1)/2]/n.
     *
     * @throws InvalidParameter where e^σ² is above n/10: the expansion does not hold there
     */
    public static double expected(int n, double variance) {
        double grown = StrictMath.exp(variance);
        InvalidParameter.require(
                variance >= 0 && grown <= LARGEST_SHARE * n,
                "variance",
                variance,
                "be 0 or above and at most ln(n/10) = " + StrictMath.log(LARGEST_SHARE * n));
        return StrictMath.log(n) - variance / 2 + (variance * grown - (grown - 1) / 2) / n;
    }
}
