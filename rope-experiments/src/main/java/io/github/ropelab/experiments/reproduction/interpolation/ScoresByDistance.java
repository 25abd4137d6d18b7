package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.reproduction.frame.Rope;

/** Scores of one query and one key at every distance, by the kernel that all studies use. */
final class ScoresByDistance {
    private ScoresByDistance() {}

    /**
     * Scores without the factor 1/√d, [distances].
     *
     * @param rope the model
     * @param strategy as on the command line; {@code linear:factor=2} has s = distance / 2
     * @param q the query at every token
     * @param k the key at every token
     * @param distances how many from 0 on
     */
    static double[] of(Rope rope, String strategy, double[] q, double[] k, int distances) {
        var logits = new EncodedLogits(
                rope.encode(strategy), rope.context(), Arithmetic.F64, repeated(q, distances), repeated(k, distances));
        double[] row = new double[distances];
        logits.row(distances - 1, row);
        double[] scores = new double[distances];
        for (int distance = 0; distance < distances; distance++) {
            scores[distance] = row[distances - 1 - distance] * Math.sqrt(rope.headDim());
        }
        return scores;
    }

    private static double[] repeated(double[] vector, int tokens) {
        double[] all = new double[vector.length * tokens];
        for (int t = 0; t < tokens; t++) {
            System.arraycopy(vector, 0, all, t * vector.length, vector.length);
        }
        return all;
    }
}
