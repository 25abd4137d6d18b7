package io.github.ropelab.experiments.expectation;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;

/**
 * Scores of one given query against random keys of N(0, 1). A score is then a weighted sum of normal values, so that
 * score and difference of scores are exactly normal, and those of different keys are independent.
 *
 * @param geometry shape of the head
 * @param query [headDim], before rotation
 */
public record FixedQuery(RotaryGeometry geometry, double[] query) {
    /** Copies the query. */
    public FixedQuery {
        InvalidParameter.require(
                query.length == geometry.headDim(),
                "query",
                query.length,
                "have " + geometry.headDim() + " components");
        query = query.clone();
    }

    /** Var (s - s' | q) = (1/d)·[Σ_j |q_j|²·w_j² + Σ_unrotated q²·w²]. */
    public double differenceVariance(ScoreTerms terms) {
        double sum = 0;
        for (int j = 0; j < geometry.pairs(); j++) {
            sum += squareOfPair(j) * terms.differenceSquare(j);
        }
        for (int c = geometry.rotaryDim(); c < geometry.headDim(); c++) {
            sum += query[c] * query[c] * terms.differenceSquare(geometry.pairs());
        }
        return sum / geometry.headDim();
    }

    private double squareOfPair(int pair) {
        Pairing pairing = geometry.pairing();
        double first = query[pairing.first(pair, geometry.rotaryDim())];
        double second = query[pairing.second(pair, geometry.rotaryDim())];
        return first * first + second * second;
    }
}
