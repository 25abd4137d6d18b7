package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.kernel.LogitKernel;
import io.github.ropelab.core.layer.Visibility;
import java.util.Arrays;

/**
 * A few neighbouring rows of causal attention. They are computed together, because they read the same keys and values;
 * their number changes the speed and no bit of the result. Not thread safe.
 */
public final class AttentionPanel {
    /** Keys per tile of the output sum: with 64 components in double 128 KiB, which stays in a second-level cache. */
    private static final int TILE = 256;

    private final LogitKernel kernel;
    private final double[][] values;
    private final AttentionRow[] rows;
    private final double[][] scores;
    private int count;
    private boolean outputsDone;

    /** Rows that see every earlier key. */
    public AttentionPanel(LogitKernel kernel, double[] values, int size) {
        this(kernel, new Visibility.Full(), values, size);
    }

    /**
     * @param kernel gives the logits
     * @param visibility which keys the rows see
     * @param values [tokens][valueDim], row-major. Not modified.
     * @param size most rows that are loaded at once
     */
    public AttentionPanel(LogitKernel kernel, Visibility visibility, double[] values, int size) {
        int tokens = kernel.tokens();
        int valueDim = values.length / tokens;
        this.kernel = kernel;
        this.values = new double[tokens][];
        for (int t = 0; t < tokens; t++) {
            this.values[t] = Arrays.copyOfRange(values, t * valueDim, (t + 1) * valueDim);
        }
        this.rows = new AttentionRow[size];
        this.scores = new double[size][];
        for (int i = 0; i < size; i++) {
            rows[i] = new AttentionRow(this, visibility, tokens, valueDim);
            scores[i] = rows[i].scores();
        }
    }

    /** Moves to the rows of the queries {@code first .. first+count-1}. */
    public void load(int first, int newCount) {
        count = newCount;
        kernel.rows(first, count, scores);
        for (int i = 0; i < count; i++) {
            rows[i].moved(first + i);
        }
        outputsDone = false;
    }

    /** The i-th loaded row. */
    public AttentionRow row(int i) {
        return rows[i];
    }

    /** Σ_n p_n·v_n of every loaded row, keys in order. */
    void computeOutputs() {
        if (outputsDone) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Arrays.fill(rows[i].outputBuffer(), 0);
        }
        for (int from = 0; from < rows[count - 1].keys(); from += TILE) {
            for (int i = 0; i < count; i++) {
                addTile(rows[i].probabilities(), from, Math.min(from + TILE, rows[i].keys()), rows[i].outputBuffer());
            }
        }
        outputsDone = true;
    }

    private void addTile(double[] probabilities, int from, int to, double[] output) {
        int n = from;
        for (; n + 4 <= to; n += 4) {
            addFour(probabilities, n, values[n], values[n + 1], values[n + 2], values[n + 3], output);
        }
        for (; n < to; n++) {
            double p = probabilities[n];
            double[] v = values[n];
            for (int c = 0; c < output.length; c++) {
                output[c] += p * v[c];
            }
        }
    }

    private static void addFour(
            double[] p, int n, double[] v0, double[] v1, double[] v2, double[] v3, double[] output) {
        double p0 = p[n];
        double p1 = p[n + 1];
        double p2 = p[n + 2];
        double p3 = p[n + 3];
        for (int c = 0; c < output.length; c++) {
            output[c] = output[c] + p0 * v0[c] + p1 * v1[c] + p2 * v2[c] + p3 * v3[c];
        }
    }
}
