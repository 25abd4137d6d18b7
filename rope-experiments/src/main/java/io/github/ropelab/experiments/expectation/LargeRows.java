package io.github.ropelab.experiments.expectation;

import org.apache.commons.math3.special.Erf;

/**
 * What one distance adds to metrics of attention rows: the expectation of a row's metric is the mean of these over the
 * row's distances, for one query with |q|² = d and independent keys of N(0, 1), one per distance, in the limit of many
 * keys (with 2048 keys within 1 %, the overlap within 10 %).
 *
 * <p>Derived here: given q the two scores of a key are jointly normal; under the softmax of one of them the keys are
 * weighted by e^s, which shifts their means (exponential tilting of a normal law). With τ² = E (s - s')²:
 */
public final class LargeRows {
    private static final double STEP = 0.125;
    private static final int NODES = 80;

    private LargeRows() {}

    /** KL(p‖p') = τ²/2, for small and large τ alike; either direction. */
    public static double kl(ScoreTerms terms) {
        return IndependentScores.meanSquareDifference(terms) / 2;
    }

    /** TV = ½·E|e^X - e^Y| for log-normal weights of mean 1 = 2Φ(τ/2) - 1 = erf(τ/(2√2)). */
    public static double totalVariation(ScoreTerms terms) {
        return Erf.erf(Math.sqrt(IndependentScores.meanSquareDifference(terms) / 8));
    }

    /**
     * JS = E_u [ln 2 - ln(1 + e^-z)] with z = τu + τ²/2, u of N(0, 1); written as τ²/4 - E ln cosh(z/2), which keeps its
     * digits for small τ, where it is τ²/8. Trapezoidal rule over u = -10 .. 10.
     */
    public static double jensenShannon(ScoreTerms terms) {
        double tau = Math.sqrt(IndependentScores.meanSquareDifference(terms));
        double sum = 0;
        for (int i = -NODES; i <= NODES; i++) {
            double u = i * STEP;
            sum += StrictMath.exp(-u * u / 2) * logCosh((tau * u + tau * tau / 2) / 2);
        }
        return tau * tau / 4 - STEP / Math.sqrt(2 * Math.PI) * sum;
    }

    /** ln cosh x: small x keeps its digits, large x does not overflow. */
    private static double logCosh(double x) {
        double a = Math.abs(x);
        if (a < 1) {
            double half = StrictMath.sinh(a / 2);
            return StrictMath.log1p(2 * half * half);
        }
        return a + StrictMath.log1p(StrictMath.exp(-2 * a)) - StrictMath.log(2);
    }

    /** H' - H = -(Var s' - Var s)/2: the factors alone decide; see {@link SoftmaxEntropy} for its range. */
    public static double entropyChange(ScoreTerms terms) {
        return -(IndependentScores.strategyVariance(terms) - IndependentScores.referenceVariance(terms)) / 2;
    }

    /** Spearman's rank correlation (6/π)·asin(ρ/2) of normal values of correlation ρ (Pearson 1907). */
    public static double spearman(ScoreTerms terms) {
        return 6 / Math.PI * StrictMath.asin(IndependentScores.correlation(terms) / 2);
    }

    /**
     * Top-k overlap P(s' > z' | s > z), z and z' the 1 - k/n quantiles.
     *
     * @param share k/n, above 0 and at most 1
     */
    public static double topOverlap(ScoreTerms terms, double share) {
        return NormalTail.conditional(share, IndependentScores.correlation(terms));
    }
}
