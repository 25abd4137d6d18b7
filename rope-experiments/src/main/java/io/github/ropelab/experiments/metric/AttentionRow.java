package io.github.ropelab.experiments.metric;

/**
 * One row of causal attention: the logits of a query against keys 0 .. query, and what follows from them, computed when
 * first asked for. The object is reused for later rows; arrays are valid in their first {@link #keys()} elements until
 * its panel moves on, and nobody writes to them. Not thread safe.
 */
public final class AttentionRow {
    private final AttentionPanel panel;
    private final double[] scores;
    private final double[] logProbabilities;
    private final double[] probabilities;
    private final double[] output;
    private int query = -1;
    private boolean softmaxDone;

    AttentionRow(AttentionPanel panel, int tokens, int valueDim) {
        this.panel = panel;
        this.scores = new double[tokens];
        this.logProbabilities = new double[tokens];
        this.probabilities = new double[tokens];
        this.output = new double[valueDim];
    }

    /** The panel has written the scores of this query. */
    void moved(int newQuery) {
        query = newQuery;
        softmaxDone = false;
    }

    /** Position of the query. */
    public int query() {
        return query;
    }

    /** Number of keys: query + 1. */
    public int keys() {
        return query + 1;
    }

    /** Logits [keys]. */
    public double[] scores() {
        return scores;
    }

    /** ln of the softmax of the logits [keys], nats. */
    public double[] logProbabilities() {
        softmax();
        return logProbabilities;
    }

    /** Softmax of the logits [keys]. */
    public double[] probabilities() {
        softmax();
        return probabilities;
    }

    /** -Σ p ln p, nats. */
    public double entropy() {
        softmax();
        double sum = 0;
        for (int n = 0; n < keys(); n++) {
            sum -= probabilities[n] * logProbabilities[n];
        }
        return sum;
    }

    /** Attention output Σ_n p_n·v_n [valueDim]. */
    public double[] output() {
        panel.computeOutputs();
        return output;
    }

    /** Where the panel sums the output up. */
    double[] outputBuffer() {
        return output;
    }

    /**
     * Indices of the k largest logits, largest first, ties to the smaller index.
     *
     * @param top its first min(k, keys) elements are written, k = its length
     * @return min(k, keys)
     */
    public int top(int[] top) {
        int found = 0;
        for (int n = 0; n < keys(); n++) {
            if (found == top.length && scores[n] <= scores[top[found - 1]]) {
                continue;
            }
            int at = found < top.length ? found++ : found - 1;
            while (at > 0 && scores[n] > scores[top[at - 1]]) {
                top[at] = top[at - 1];
                at--;
            }
            top[at] = n;
        }
        return found;
    }

    private void softmax() {
        if (softmaxDone) {
            return;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int n = 0; n < keys(); n++) {
            max = Math.max(max, scores[n]);
        }
        double sum = 0;
        for (int n = 0; n < keys(); n++) {
            probabilities[n] = StrictMath.exp(scores[n] - max);
            sum += probabilities[n];
        }
        double logNormaliser = max + StrictMath.log(sum);
        for (int n = 0; n < keys(); n++) {
            probabilities[n] /= sum;
            logProbabilities[n] = scores[n] - logNormaliser;
        }
        softmaxDone = true;
    }
}
