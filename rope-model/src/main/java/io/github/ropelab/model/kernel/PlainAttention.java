package io.github.ropelab.model.kernel;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.layer.KeyRuns;
import io.github.ropelab.core.layer.Visibility;
import java.util.Arrays;

/** Attention row by row in double, on the logits of core. Holds one head's rotated vectors and one row of logits. */
record PlainAttention(AttentionShape shape, PositionEncoding encoding, Visibility visibility, Arithmetic arithmetic)
        implements AttentionKernel {
    @Override
    public void attend(float[] q, float[] k, float[] v, float[] out) {
        int width = shape.headDim();
        double[] row = new double[shape.tokens()];
        double[] sum = new double[width];
        for (int head = 0; head < shape.heads(); head++) {
            int group = shape.keyValueHead(head);
            EncodedLogits logits = new EncodedLogits(
                    encoding,
                    shape.context(),
                    arithmetic,
                    head(q, head, shape.heads()),
                    head(k, group, shape.keyValueHeads()));
            for (int m = 0; m < shape.tokens(); m++) {
                logits.row(m, row);
                Arrays.fill(sum, 0);
                double mass = weigh(row, visibility.runs(m), v, group, sum);
                for (int c = 0; c < width; c++) {
                    out[(m * shape.heads() + head) * width + c] = (float) (sum[c] / mass);
                }
            }
        }
    }

    /** Adds the weighted values of the keys of the runs, and returns the sum of the weights. */
    private double weigh(double[] row, KeyRuns runs, float[] v, int group, double[] sum) {
        double max = Double.NEGATIVE_INFINITY;
        for (int run = 0; run < runs.count(); run++) {
            for (int n = runs.from(run); n < runs.to(run); n++) {
                max = Math.max(max, row[n]);
            }
        }
        double mass = 0;
        for (int run = 0; run < runs.count(); run++) {
            for (int n = runs.from(run); n < runs.to(run); n++) {
                double weight = Math.exp(row[n] - max);
                mass += weight;
                int from = (n * shape.keyValueHeads() + group) * shape.headDim();
                for (int c = 0; c < shape.headDim(); c++) {
                    sum[c] += weight * v[from + c];
                }
            }
        }
        return mass;
    }

    private double[] head(float[] x, int head, int heads) {
        int width = shape.headDim();
        double[] rows = new double[shape.tokens() * width];
        for (int t = 0; t < shape.tokens(); t++) {
            for (int c = 0; c < width; c++) {
                rows[t * width + c] = x[(t * heads + head) * width + c];
            }
        }
        return rows;
    }
}
