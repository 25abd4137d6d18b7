package io.github.ropelab.core.kernel;

import java.util.Arrays;

/** Plain loops. */
record PlainMatrixLoops() implements MatrixLoops {
    @Override
    public String name() {
        return "plain float";
    }

    @Override
    public void multiply(float[] a, int at, int stride, float[] b, int panel, int depth, float[] c, int to, int width) {
        float[] sums = new float[COLUMNS];
        for (int r = 0; r < ROWS; r++) {
            int row = to + r * width;
            Arrays.fill(sums, 0);
            for (int i = 0; i < depth; i++) {
                float factor = a[at + r * stride + i];
                int from = panel + i * COLUMNS;
                for (int n = 0; n < COLUMNS; n++) {
                    sums[n] += factor * b[from + n];
                }
            }
            System.arraycopy(sums, 0, c, row, COLUMNS);
        }
    }

    @Override
    public void gate(float[] gate, float[] up, int from, int to) {
        for (int i = from; i < to; i++) {
            float weight = FloatExp.ofNegative(Math.min(Math.abs(gate[i]), -ScoreLoops.DEEPEST));
            gate[i] *= (gate[i] < 0 ? weight : 1) / (1 + weight) * up[i];
        }
    }
}
