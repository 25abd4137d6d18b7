package io.github.ropelab.core.drift;

import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.Arrays;

/**
 * What is summed up of the rows of a block, each under each encoding. Weights are exp(s - largest) with the largest score
 * so far; when a larger one comes, the sums are brought to it (online softmax, Milakov and Gimelshein 2018). Row r under
 * encoding e has the place e · rows + r; the reference is encoding 0. Not thread safe.
 */
final class RowSums {
    private final int rows;
    private final TopKeys top;
    private final float[] largest;
    private final double[] weight; // Σ w
    private final double[] weighted; // Σ w·(largest - s)
    private final double[] beyond; // Σ w over keys beyond the trained length
    private final double[] referenceDelta; // Σ p·Δ, p relative to the reference's largest score as of then
    private final float[] referenceLargest; // that score
    private final double[] ownDelta; // Σ w·Δ
    private final double[] absolute;
    private final double[] square;
    private final double[] delta;

    /**
     * @param top k of the top keys
     * @param most keys that come at once
     */
    RowSums(int encodings, int rows, int top, int most) {
        this.rows = rows;
        int places = encodings * rows;
        this.top = new TopKeys(places, top, most);
        largest = new float[places];
        weight = new double[places];
        weighted = new double[places];
        beyond = new double[places];
        referenceDelta = new double[places];
        referenceLargest = new float[places];
        ownDelta = new double[places];
        absolute = new double[places];
        square = new double[places];
        delta = new double[places];
    }

    int place(int encoding, int row) {
        return encoding * rows + row;
    }

    void clear() {
        top.clear();
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        Arrays.fill(referenceLargest, Float.NEGATIVE_INFINITY);
        for (double[] sums :
                new double[][] {weight, weighted, beyond, referenceDelta, ownDelta, absolute, square, delta}) {
            Arrays.fill(sums, 0);
        }
    }

    TopKeys top() {
        return top;
    }

    float largest(int place) {
        return largest[place];
    }

    /** Keys whose largest score is this one come next. */
    void raise(int place, float score) {
        if (score <= largest[place]) {
            return;
        }
        if (weight[place] > 0) {
            double step = (double) score - largest[place];
            double factor = StrictMath.exp(-step);
            weighted[place] = (weighted[place] + step * weight[place]) * factor;
            weight[place] *= factor;
            beyond[place] *= factor;
            ownDelta[place] *= factor;
        }
        largest[place] = score;
    }

    /** Takes in keys of the reference. */
    void addReference(int place, float[] parts) {
        weight[place] += ScoreLoops.total(parts, ScoreLoops.WEIGHT);
        weighted[place] += ScoreLoops.total(parts, ScoreLoops.WEIGHTED);
    }

    /** Takes in keys of a strategy, after the reference has taken in its own. */
    void addStrategy(int place, float[] parts) {
        addReference(place, parts);
        float now = largest[place % rows];
        if (now > referenceLargest[place]) {
            if (referenceDelta[place] != 0) {
                referenceDelta[place] *= StrictMath.exp((double) referenceLargest[place] - now);
            }
            referenceLargest[place] = now;
        }
        referenceDelta[place] += ScoreLoops.total(parts, ScoreLoops.REFERENCE_DELTA);
        ownDelta[place] += ScoreLoops.total(parts, ScoreLoops.OWN_DELTA);
        absolute[place] += ScoreLoops.total(parts, ScoreLoops.ABSOLUTE);
        square[place] += ScoreLoops.total(parts, ScoreLoops.SQUARE);
        delta[place] += ScoreLoops.total(parts, ScoreLoops.DELTA);
    }

    void addBeyond(int place, double sum) {
        beyond[place] += sum;
    }

    private double logNormaliser(int place) {
        return largest[place] + StrictMath.log(weight[place]);
    }

    /** Writes H = ln Σw + Σ w·(largest - s) / Σw and the mass beyond of a finished row. */
    void putOwn(int place, RowValues values, int index) {
        values.put(RowValue.ENTROPY, index, StrictMath.log(weight[place]) + weighted[place] / weight[place]);
        values.put(RowValue.MASS_BEYOND, index, beyond[place] / weight[place]);
    }

    /** Writes all values of a finished row of a strategy. */
    void putStrategy(int place, RowValues values, int index, int keys) {
        int reference = place % rows;
        double normalisers = logNormaliser(place) - logNormaliser(reference);
        putOwn(place, values, index);
        values.put(RowValue.KL_REFERENCE_STRATEGY, index, normalisers - referenceDelta[place] / weight[reference]);
        values.put(RowValue.KL_STRATEGY_REFERENCE, index, ownDelta[place] / weight[place] - normalisers);
        values.put(RowValue.TOP_OVERLAP, index, top.overlap(reference, place));
        values.put(RowValue.ABSOLUTE, index, absolute[place] / keys);
        values.put(RowValue.SQUARE, index, square[place] / keys);
        values.put(RowValue.DELTA, index, delta[place] / keys);
    }
}
