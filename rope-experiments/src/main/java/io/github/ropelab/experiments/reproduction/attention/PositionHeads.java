package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.DistanceCurve;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.Arrays;

/** Heads that attend to one distance: every query is ψ, every key is ψ turned by that distance. */
final class PositionHeads {
    private final RopeContext context;
    private final PositionEncoding encoding;
    private final int tokens;

    /**
     * Heads of a model.
     *
     * @param rope geometry and base
     * @param tokens of the text
     */
    PositionHeads(Rope rope, int tokens) {
        this.context = rope.context().withLengths(Lengths.trained(tokens));
        this.encoding = rope.encode("none");
        this.tokens = tokens;
    }

    /**
     * Rows whose attention to the key at a distance is below 1 - ε, when all pairs of ψ have the same size and the size is what
     * T-1 keys at the score of the best rival ask for.
     *
     * @param distance 0 for the diagonal, 1 for the previous token
     * @param epsilon ε
     */
    int blurred(int distance, double epsilon) {
        return blurred(distance, epsilon, epsilon);
    }

    /** As {@link #blurred(int, double)}, with the size that one ε asks for and rows counted by another. */
    int blurred(int distance, double built, double epsilon) {
        int pairs = encoding.frequencies().pairs();
        double[] curve = DistanceCurve.ofCosines(encoding.frequencies()).values(tokens, 1);
        double rival = Arrays.stream(curve, 1, tokens).max().orElseThrow();
        double gap = StrictMath.log((tokens - 1) * (1 - built) / built);
        double square = gap * Math.sqrt(2.0 * pairs) / (pairs - rival);
        double[] q = new double[tokens * 2 * pairs];
        double[] k = new double[q.length];
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < pairs; i++) {
                int first = token * 2 * pairs + context.geometry().pairing().first(i, 2 * pairs);
                int second = token * 2 * pairs + context.geometry().pairing().second(i, 2 * pairs);
                double angle = distance * encoding.frequencies().omega(i);
                q[first] = Math.sqrt(square);
                k[first] = Math.sqrt(square) * StrictMath.cos(angle);
                k[second] = Math.sqrt(square) * StrictMath.sin(angle);
            }
        }
        EncodedLogits logits = new EncodedLogits(encoding, context, Arithmetic.F64, q, k);
        double[] row = new double[tokens];
        int blurred = 0;
        for (int query = distance; query < tokens; query++) {
            logits.row(query, row);
            double wished = row[query - distance];
            double sum = 0;
            for (int key = 0; key <= query; key++) {
                sum += StrictMath.exp(row[key] - wished);
            }
            blurred += 1 / sum < 1 - epsilon ? 1 : 0;
        }
        return blurred;
    }
}
