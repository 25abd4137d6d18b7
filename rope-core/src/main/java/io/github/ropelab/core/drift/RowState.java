package io.github.ropelab.core.drift;

import io.github.ropelab.core.kernel.ScoreLoops;

/**
 * What is summed up of one row under one encoding. Weights are exp(s - largest) with the largest score so far; when a
 * larger one comes, the sums are brought to it (online softmax, Milakov and Gimelshein 2018). Not thread safe.
 */
final class RowState {
    final TopKeys top;
    float largest;
    double weight;
    double weighted; // Σ w·(largest - s)
    double beyond; // Σ w over keys beyond the trained length

    /** Σ p·Δ by the reference's weights, which are relative to {@code referenceLargest}. */
    private double referenceDelta;

    private float referenceLargest;
    private double ownDelta;
    private double absolute;
    private double square;
    private double delta;

    RowState(int top, int most) {
        this.top = new TopKeys(top, most);
    }

    void clear() {
        top.clear();
        largest = Float.NEGATIVE_INFINITY;
        weight = 0;
        weighted = 0;
        beyond = 0;
        referenceDelta = 0;
        referenceLargest = Float.NEGATIVE_INFINITY;
        ownDelta = 0;
        absolute = 0;
        square = 0;
        delta = 0;
    }

    /** A stretch whose largest score is this one comes next. */
    void raise(float score) {
        if (score <= largest) {
            return;
        }
        if (weight > 0) {
            double step = (double) largest - score;
            double factor = StrictMath.exp(step);
            weighted = (weighted - step * weight) * factor;
            weight *= factor;
            beyond *= factor;
            ownDelta *= factor;
        }
        largest = score;
    }

    /** Takes in a stretch of the reference. */
    void add(float[] parts) {
        weight += ScoreLoops.total(parts, ScoreLoops.WEIGHT);
        weighted += ScoreLoops.total(parts, ScoreLoops.WEIGHTED);
    }

    /** Takes in a stretch of a strategy, after the reference has taken in its own. */
    void add(float[] parts, RowState reference) {
        if (reference.largest > referenceLargest) {
            if (referenceDelta != 0) {
                referenceDelta *= StrictMath.exp((double) referenceLargest - reference.largest);
            }
            referenceLargest = reference.largest;
        }
        add(parts);
        referenceDelta += ScoreLoops.total(parts, ScoreLoops.REFERENCE_DELTA);
        ownDelta += ScoreLoops.total(parts, ScoreLoops.OWN_DELTA);
        absolute += ScoreLoops.total(parts, ScoreLoops.ABSOLUTE);
        square += ScoreLoops.total(parts, ScoreLoops.SQUARE);
        delta += ScoreLoops.total(parts, ScoreLoops.DELTA);
    }

    private double logNormaliser() {
        return largest + StrictMath.log(weight);
    }

    /** H = ln Σw + Σ w·(largest - s) / Σw. */
    private double entropy() {
        return StrictMath.log(weight) + weighted / weight;
    }

    /** Writes the values of a finished row of the reference. */
    void putReference(RowValues values, int index) {
        values.put(RowValue.ENTROPY, index, entropy());
        values.put(RowValue.MASS_BEYOND, index, beyond / weight);
    }

    /** Writes the values of a finished row of a strategy. */
    void put(RowValues values, int index, int keys, RowState reference) {
        double normalisers = logNormaliser() - reference.logNormaliser();
        putReference(values, index);
        values.put(RowValue.KL_REFERENCE_STRATEGY, index, normalisers - referenceDelta / reference.weight);
        values.put(RowValue.KL_STRATEGY_REFERENCE, index, ownDelta / weight - normalisers);
        values.put(RowValue.TOP_OVERLAP, index, reference.top.overlap(top));
        values.put(RowValue.ABSOLUTE, index, absolute / keys);
        values.put(RowValue.SQUARE, index, square / keys);
        values.put(RowValue.DELTA, index, delta / keys);
    }
}
