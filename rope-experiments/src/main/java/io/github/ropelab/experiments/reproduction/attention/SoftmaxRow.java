package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.kernel.LogitKernel;
import io.github.ropelab.experiments.metric.AttentionPanel;
import io.github.ropelab.experiments.metric.AttentionRow;

/** The last row of causal attention for logits that are given: the softmax and entropy of the metrics. */
final class SoftmaxRow {
    private final double[] logits;
    private final AttentionPanel panel;

    /** For rows of so many keys. */
    SoftmaxRow(int keys) {
        logits = new double[keys];
        panel = new AttentionPanel(new Given(logits), new double[keys], 1);
    }

    /** The row of scores, each times a factor. The row before is gone. */
    AttentionRow of(double[] scores, double factor) {
        for (int n = 0; n < logits.length; n++) {
            logits[n] = factor * scores[n];
        }
        panel.load(logits.length - 1, 1);
        return panel.row(0);
    }

    /** Hands out the logits of the last row. */
    private record Given(double[] logits) implements LogitKernel {
        @Override
        public int tokens() {
            return logits.length;
        }

        @Override
        public void rows(int first, int count, double[][] rows) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(logits, 0, rows[i], 0, first + i + 1);
            }
        }
    }
}
