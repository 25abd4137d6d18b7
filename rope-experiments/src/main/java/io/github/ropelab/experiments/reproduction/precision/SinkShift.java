package io.github.ropelab.experiments.reproduction.precision;

import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Rope;

/**
 * By how much causal logits of random queries and keys change when all positions move on by a shift, for the first key and for the
 * others.
 *
 * @param first mean |Δlogit| on key 0, over queries after it
 * @param others mean over all other keys
 * @param sum over the keys of a row, mean over rows
 */
record SinkShift(double first, double others, double sum) {
    /** The shift of the paper's measurement, tokens. */
    private static final int SHIFT = 16;

    /**
     * Measures heads.
     *
     * @param tokens T
     * @param sink factor on key 0
     * @param heads independent draws
     */
    static SinkShift measure(RoundedPipeline pipeline, Rope rope, int tokens, double sink, int heads) {
        double first = 0;
        double others = 0;
        int width = rope.headDim();
        for (int head = 0; head < heads; head++) {
            Gaussian gaussian = Streams.root(0)
                    .child("sink-shift")
                    .child("tokens", tokens)
                    .child("head", head)
                    .gaussian();
            double[] q = new double[tokens * width];
            double[] k = new double[tokens * width];
            for (int i = 0; i < q.length; i++) {
                q[i] = gaussian.next();
                k[i] = gaussian.next() * (i < width ? sink : 1);
            }
            double[] here = positions(tokens, 0);
            double[] there = positions(tokens, SHIFT);
            double[] q0 = pipeline.rotated(rope, q, here);
            double[] k0 = pipeline.rotated(rope, k, here);
            double[] q1 = pipeline.rotated(rope, q, there);
            double[] k1 = pipeline.rotated(rope, k, there);
            for (int m = 1; m < tokens; m++) {
                for (int n = 0; n < m; n++) {
                    double change = 0;
                    for (int c = 0; c < width; c++) {
                        change += q1[m * width + c] * k1[n * width + c] - q0[m * width + c] * k0[n * width + c];
                    }
                    double size = Math.abs(change) / Math.sqrt(width);
                    first += n == 0 ? size : 0;
                    others += n == 0 ? 0 : size;
                }
            }
        }
        double firsts = (double) heads * (tokens - 1);
        return new SinkShift(
                first / firsts, others / (firsts * (tokens - 2) / 2), (first + others) / heads / (tokens - 1));
    }

    private static double[] positions(int tokens, int from) {
        double[] positions = new double[tokens];
        for (int t = 0; t < tokens; t++) {
            positions[t] = from + t;
        }
        return positions;
    }
}
