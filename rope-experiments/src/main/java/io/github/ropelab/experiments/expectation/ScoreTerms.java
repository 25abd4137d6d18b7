package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;

/**
 * The coefficients with which two encodings score one query and key: {@code s = (1/√d)·Re Σ_j z_j·q_j·conj(k_j)} with
 * complex pairs q_j, k_j and {@code z_j = c·e^(iω_j·e)}, e the effective distance of the two positions and c = A²·l the
 * factor of a rotated pair (A on cos and sin, hence squared; l on the whole logit). Components that do not rotate have
 * the real coefficient l, and each counts as half a pair: all forms of this package hold for them too, because two equal
 * independent products of normal values add up to a Laplace value as the two components of a pair do.
 */
public final class ScoreTerms {
    private final int headDim;
    private final int pairs;
    private final double[] referenceRe;
    private final double[] referenceIm;
    private final double[] strategyRe;
    private final double[] strategyIm;
    private final double unrotatedPairs;

    private ScoreTerms(RopeContext context, PositionEncoding reference, PositionEncoding strategy, int query, int key) {
        RotaryGeometry geometry = context.geometry();
        headDim = geometry.headDim();
        pairs = geometry.pairs();
        unrotatedPairs = (headDim - geometry.rotaryDim()) / 2.0;
        int terms = pairs + (unrotatedPairs > 0 ? 1 : 0);
        referenceRe = new double[terms];
        referenceIm = new double[terms];
        strategyRe = new double[terms];
        strategyIm = new double[terms];
        fill(reference, query, key, referenceRe, referenceIm);
        fill(strategy, query, key, strategyRe, strategyIm);
    }

    /**
     * The terms of one query and key.
     *
     * @param query position, tokens
     * @param key position, at most the query's
     * @throws InvalidParameter if an encoding has more to it than phases and factors (xPos, several position axes)
     */
    public static ScoreTerms of(
            PositionEncoding reference, PositionEncoding strategy, RopeContext context, int query, int key) {
        InvalidParameter.require(
                key >= 0 && key <= query, "key", key, "be between 0 and the query's position " + query);
        for (PositionEncoding encoding : new PositionEncoding[] {reference, strategy}) {
            InvalidParameter.require(
                    encoding.frequencies().pairs() == context.geometry().pairs(),
                    "frequencies",
                    encoding.frequencies().pairs(),
                    "have " + context.geometry().pairs() + " pairs");
            InvalidParameter.require(
                    encoding.radial().isNone() && encoding.axes().count() == 1,
                    "encoding",
                    encoding.radial().isNone() ? "one of several position axes" : "one that scales pairs by position",
                    "rotate pairs by one position, for a closed form");
        }
        return new ScoreTerms(context, reference, strategy, query, key);
    }

    private void fill(PositionEncoding encoding, int query, int key, double[] re, double[] im) {
        double logit = encoding.attention().logit().at(query);
        double factor = encoding.attention().amplitude() * encoding.attention().amplitude() * logit;
        double distance = encoding.positions().effectiveDistance(query, key);
        for (int j = 0; j < pairs; j++) {
            double phase = encoding.frequencies().omega(j) * distance;
            re[j] = factor * StrictMath.cos(phase);
            im[j] = factor * StrictMath.sin(phase);
        }
        if (re.length > pairs) {
            re[pairs] = logit;
        }
    }

    /** Components of a head, d. */
    public int headDim() {
        return headDim;
    }

    /** Terms: one per rotary pair, and one for all components that do not rotate, if there are any. */
    int count() {
        return referenceRe.length;
    }

    /** Pairs that a term stands for: 1, and half their number for the components that do not rotate. */
    double weight(int term) {
        return term < pairs ? 1 : unrotatedPairs;
    }

    /** Re z of the reference. */
    double referenceRe(int term) {
        return referenceRe[term];
    }

    /** Re z of the strategy. */
    double strategyRe(int term) {
        return strategyRe[term];
    }

    /** |z|² of the reference. */
    double referenceSquare(int term) {
        return referenceRe[term] * referenceRe[term] + referenceIm[term] * referenceIm[term];
    }

    /** |z'|² of the strategy. */
    double strategySquare(int term) {
        return strategyRe[term] * strategyRe[term] + strategyIm[term] * strategyIm[term];
    }

    /** Re z·conj(z') = c·c'·cos(δ), δ the difference of the two phases. */
    double product(int term) {
        return referenceRe[term] * strategyRe[term] + referenceIm[term] * strategyIm[term];
    }

    /** w² = |z - z'|² = c² + c'² - 2cc'·cos(δ). */
    double differenceSquare(int term) {
        double re = referenceRe[term] - strategyRe[term];
        double im = referenceIm[term] - strategyIm[term];
        return re * re + im * im;
    }
}
