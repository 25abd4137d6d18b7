package io.github.ropelab.experiments.expectation;

/**
 * E|s - s'| for q, k with independent components of N(0, 1).
 *
 * <p>Derived here: s - s' is a sum of independent Laplace values of the scales w_j/√d, with the characteristic function
 * φ(t) = Π 1/(1 + w_j²t²/d), and E|X| = (2/π)·∫_0^∞ (1 - φ(t))/t² dt for every symmetric X.
 */
public final class MeanAbsoluteDifference {
    /**
     * Step of the trapezoidal rule in x = ln(σt). The integrand decays as e^-|x| and is analytic for |Im x| below π/4, even in
     * the limit of many pairs: the rule is e^(-2π·(π/4)/STEP) ≈ 1e-17 off.
     */
    private static final double STEP = 0.125;

    /** Beyond e^±12 the integrand is its limit, σt/2 or 1/(σt), to e^-36; the rest is summed as a geometric series. */
    private static final int NODES = 96;

    /** φ below 1e-200 is 0. */
    private static final double FULL = 1e200;

    private MeanAbsoluteDifference() {}

    /** The expectation itself, by quadrature to about 1e-13 of its value. */
    public static double exact(ScoreTerms terms) {
        double sigma = Math.sqrt(IndependentScores.meanSquareDifference(terms) * terms.headDim());
        if (sigma == 0) {
            return 0;
        }
        double[] squares = new double[terms.count()]; // w_j²/σ²
        double[] weights = new double[terms.count()];
        for (int j = 0; j < squares.length; j++) {
            squares[j] = terms.differenceSquare(j) / (sigma * sigma);
            weights[j] = terms.weight(j);
        }
        double sum = 0;
        for (int i = -NODES; i <= NODES; i++) {
            double u = StrictMath.exp(i * STEP);
            sum += oneMinusCharacteristic(squares, weights, u * u) / u;
        }
        double tail = StrictMath.exp(-NODES * STEP) / StrictMath.expm1(STEP);
        sum += tail / 2 + tail;
        return 2 / Math.PI * STEP * sum * sigma / Math.sqrt(terms.headDim());
    }

    /** 1 - Π (1 + u²w_j²)^-weight, without cancellation: grown is Π(...) - 1, and all its parts are positive. */
    private static double oneMinusCharacteristic(double[] squares, double[] weights, double uu) {
        double grown = 0;
        for (int j = 0; j < squares.length && grown < FULL; j++) {
            double x = squares[j] * uu;
            double factor = weights[j] == 1 ? x : StrictMath.expm1(weights[j] * StrictMath.log1p(x));
            grown += factor + grown * factor;
        }
        return grown < FULL ? grown / (1 + grown) : 1;
    }

    /** √(2/π)·σ, the value for a Gaussian difference; too large by a share of κ/24, at most 12.8 % (one pair at work). */
    public static double gaussianRule(ScoreTerms terms) {
        return Math.sqrt(2 / Math.PI * IndependentScores.meanSquareDifference(terms));
    }

    /** √(2/π)·σ·(1 - κ/24), Edgeworth's correction with the excess kurtosis κ of the difference. */
    public static double edgeworth(ScoreTerms terms) {
        return gaussianRule(terms) * (1 - IndependentScores.differenceExcessKurtosis(terms) / 24);
    }
}
