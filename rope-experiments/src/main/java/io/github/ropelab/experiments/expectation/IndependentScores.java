package io.github.ropelab.experiments.expectation;

import java.util.function.IntToDoubleFunction;

/**
 * Moments of scores for q, k with independent components of N(0, 1).
 *
 * <p>Derived here: q_j·conj(k_j) is isotropic and its real part is Laplace(0, 1), of variance 2 and fourth cumulant 12;
 * a score is a sum of independent Laplace values with the scales |z_j|/√d.
 */
public final class IndependentScores {
    private IndependentScores() {}

    /** Var s = (2/d)·Σ|z_j|² of the reference: c² where all components rotate. */
    public static double referenceVariance(ScoreTerms terms) {
        return 2 * sum(terms, terms::referenceSquare) / terms.headDim();
    }

    /** Var s' = (2/d)·Σ|z'_j|² of the strategy. */
    public static double strategyVariance(ScoreTerms terms) {
        return 2 * sum(terms, terms::strategySquare) / terms.headDim();
    }

    /** E s⁴/(E s²)² - 3 = 3·Σ|z_j|⁴/(Σ|z_j|²)² of the reference: 6/d where all components rotate. */
    public static double referenceExcessKurtosis(ScoreTerms terms) {
        double squares = 0;
        double fourths = 0;
        for (int j = 0; j < terms.count(); j++) {
            double square = terms.referenceSquare(j);
            squares += terms.weight(j) * square;
            fourths += terms.weight(j) * square * square;
        }
        return 3 * fourths / (squares * squares);
    }

    /**
     * E (s - s')² = (2/d)·Σ w_j², w_j² = c² + c'² - 2cc'·cos δ_j: (4/d)·Σ(1 - cos δ_j) without factors, (c - c')² where
     * only the factors differ.
     */
    public static double meanSquareDifference(ScoreTerms terms) {
        return 2 * sum(terms, terms::differenceSquare) / terms.headDim();
    }

    /** Excess kurtosis of s - s', κ = 3·Σw_j⁴/(Σw_j²)²: 6 with one pair at work, 0 with many; 0 for equal scores. */
    public static double differenceExcessKurtosis(ScoreTerms terms) {
        double squares = 0;
        double fourths = 0;
        for (int j = 0; j < terms.count(); j++) {
            double square = terms.differenceSquare(j);
            squares += terms.weight(j) * square;
            fourths += terms.weight(j) * square * square;
        }
        return squares == 0 ? 0 : 3 * fourths / (squares * squares);
    }

    /** corr(s, s') = Σ Re z_j·conj(z'_j) / √(Σ|z_j|²·Σ|z'_j|²): (2/d)·Σcos δ_j, whatever the factors. */
    public static double correlation(ScoreTerms terms) {
        return 2
                * sum(terms, terms::product)
                / terms.headDim()
                / Math.sqrt(referenceVariance(terms) * strategyVariance(terms));
    }

    private static double sum(ScoreTerms terms, IntToDoubleFunction ofPair) {
        double sum = 0;
        for (int j = 0; j < terms.count(); j++) {
            sum += terms.weight(j) * ofPair.applyAsDouble(j);
        }
        return sum;
    }
}
