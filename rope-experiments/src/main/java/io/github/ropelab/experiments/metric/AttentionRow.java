package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.layer.KeyRuns;
import io.github.ropelab.core.layer.Visibility;
import java.util.Arrays;

/**
 * One row of causal attention: the logits of a query against keys 0 .. query, and what follows from them, computed when
 * first asked for. Of the keys that a mask hides the probability is 0 and its logarithm -∞. The object is reused for later
 * rows; arrays are valid in their first {@link #keys()} elements until its panel moves on, and nobody writes to them. Not
 * thread safe.
 */
public final class AttentionRow {
    private final AttentionPanel panel;
    private final Visibility visibility;
    private final double[] scores;
    private final double[] logProbabilities;
    private final double[] probabilities;
    private final double[] output;
    private int query = -1;
    private KeyRuns visible = KeyRuns.of();
    private boolean softmaxDone;

    AttentionRow(AttentionPanel panel, Visibility visibility, int tokens, int valueDim) {
        this.panel = panel;
        this.visibility = visibility;
        this.scores = new double[tokens];
        this.logProbabilities = new double[tokens];
        this.probabilities = new double[tokens];
        this.output = new double[valueDim];
    }

    /** The panel has written the scores of this query. */
    void moved(int newQuery) {
        query = newQuery;
        visible = visibility.runs(newQuery);
        softmaxDone = false;
    }

    /** Position of the query. */
    public int query() {
        return query;
    }

    /** Number of keys up to the query, hidden ones included: query + 1. */
    public int keys() {
        return query + 1;
    }

    /** The keys that the query sees. */
    public KeyRuns visible() {
        return visible;
    }

    /** Logits [keys], those of hidden keys included. */
    public double[] scores() {
        return scores;
    }

    /** ln of the softmax of the visible logits [keys], nats. */
    public double[] logProbabilities() {
        softmax();
        return logProbabilities;
    }

    /** Softmax of the visible logits [keys]. */
    public double[] probabilities() {
        softmax();
        return probabilities;
    }

    /** -Σ p ln p over the visible keys, nats. */
    public double entropy() {
        softmax();
        double sum = 0;
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
                sum -= probabilities[n] * logProbabilities[n];
            }
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
     * Indices of the k largest visible logits, largest first, ties to the smaller index.
     *
     * @param top its first min(k, visible keys) elements are written, k = its length
     * @return min(k, visible keys)
     */
    public int top(int[] top) {
        int found = 0;
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
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
        }
        return found;
    }

    private void softmax() {
        if (softmaxDone) {
            return;
        }
        hide(0, visible.from(0));
        double max = Double.NEGATIVE_INFINITY;
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
                max = Math.max(max, scores[n]);
            }
        }
        double sum = 0;
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
                probabilities[n] = StrictMath.exp(scores[n] - max);
                sum += probabilities[n];
            }
        }
        double logNormaliser = max + StrictMath.log(sum);
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
                probabilities[n] /= sum;
                logProbabilities[n] = scores[n] - logNormaliser;
            }
            hide(visible.to(run), run + 1 < visible.count() ? visible.from(run + 1) : keys());
        }
        softmaxDone = true;
    }

    private void hide(int from, int to) {
        Arrays.fill(probabilities, from, to, 0);
        Arrays.fill(logProbabilities, from, to, Double.NEGATIVE_INFINITY);
    }
}
