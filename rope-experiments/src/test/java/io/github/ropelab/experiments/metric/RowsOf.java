package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.kernel.LogitKernel;
import io.github.ropelab.core.layer.Visibility;

/** Attention rows with given scores. */
final class RowsOf {
    private RowsOf() {}

    /** A kernel that gives these scores [query][key]. */
    static LogitKernel kernel(double[][] scores) {
        return new LogitKernel() {
            @Override
            public int tokens() {
                return scores.length;
            }

            @Override
            public void rows(int first, int count, double[][] logits) {
                for (int i = 0; i < count; i++) {
                    System.arraycopy(scores[first + i], 0, logits[i], 0, first + i + 1);
                }
            }
        };
    }

    /** A panel whose one row is the last of as many tokens as there are scores. */
    static AttentionPanel panel(double[] lastRow, Visibility mask) {
        double[][] scores = new double[lastRow.length][];
        scores[lastRow.length - 1] = lastRow;
        AttentionPanel panel = new AttentionPanel(kernel(scores), mask, new double[lastRow.length], 1);
        panel.load(lastRow.length - 1, 1);
        return panel;
    }
}
