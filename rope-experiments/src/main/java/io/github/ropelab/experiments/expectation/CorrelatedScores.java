package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;

/**
 * Moments of the scores of one query and one key that correlate: q of N(0, 1), k = ρq + √(1-ρ²)·n with n of N(0, 1), all
 * components independent otherwise. ρ = 0 gives {@link IndependentScores}.
 *
 * <p>Derived here: Re z·q_j·conj(k_j) = ρ·|q_j|²·Re z + √(1-ρ²)·Re z·q_j·conj(n_j), with E|q_j|² = 2 and Var|q_j|² = 4;
 * the two parts do not correlate.
 *
 * @param rho correlation of each component of the key with the same component of the query, -1 to 1
 */
public record CorrelatedScores(double rho) {
    /** Checks the correlation. */
    public CorrelatedScores {
        InvalidParameter.require(Math.abs(rho) <= 1, "correlation", rho, "be between -1 and 1");
    }

    /** E s = (2ρ/√d)·Σ Re z_j of the reference. */
    public double referenceMean(ScoreTerms terms) {
        double sum = 0;
        for (int j = 0; j < terms.count(); j++) {
            sum += terms.weight(j) * terms.referenceRe(j);
        }
        return 2 * rho * sum / Math.sqrt(terms.headDim());
    }

    /** E (s' - s) = (2ρ/√d)·Σ Re (z'_j - z_j). */
    public double meanDifference(ScoreTerms terms) {
        double sum = 0;
        for (int j = 0; j < terms.count(); j++) {
            sum += terms.weight(j) * (terms.strategyRe(j) - terms.referenceRe(j));
        }
        return 2 * rho * sum / Math.sqrt(terms.headDim());
    }

    /** Var s = (1/d)·Σ [4ρ²·(Re z_j)² + 2(1-ρ²)·|z_j|²] of the reference. */
    public double referenceVariance(ScoreTerms terms) {
        double sum = 0;
        for (int j = 0; j < terms.count(); j++) {
            double re = terms.referenceRe(j);
            sum += terms.weight(j) * (4 * rho * rho * re * re + 2 * (1 - rho * rho) * terms.referenceSquare(j));
        }
        return sum / terms.headDim();
    }

    /** E (s - s')² = (1/d)·Σ [4ρ²·(Re (z_j - z'_j))² + 2(1-ρ²)·w_j²] + (E (s - s'))². */
    public double meanSquareDifference(ScoreTerms terms) {
        double sum = 0;
        for (int j = 0; j < terms.count(); j++) {
            double re = terms.referenceRe(j) - terms.strategyRe(j);
            sum += terms.weight(j) * (4 * rho * rho * re * re + 2 * (1 - rho * rho) * terms.differenceSquare(j));
        }
        double mean = meanDifference(terms);
        return sum / terms.headDim() + mean * mean;
    }
}
