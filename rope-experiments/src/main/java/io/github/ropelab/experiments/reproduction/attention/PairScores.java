package io.github.ropelab.experiments.reproduction.attention;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Drawn queries and keys of N(0, 1) components, and their scores at one distance by the double kernel. No two pairs share a
 * drawn vector, so that their scores are independent (for a given query: given the query).
 */
final class PairScores {
    /** Position of the keys, tokens: not the origin, so that both vectors turn. */
    private static final int KEY = 1000;

    private final RopeContext context;
    private final double[][] q;
    private final double[][] k;

    private PairScores(RopeContext context, double[][] q, double[][] k) {
        this.context = context;
        this.q = q;
        this.k = k;
    }

    /** Draws so many pairs. */
    static PairScores drawn(RopeContext context, Streams stream, int pairs) {
        int width = context.geometry().headDim();
        return new PairScores(
                context,
                normal(stream.child("q").gaussian(), pairs, width),
                normal(stream.child("k").gaussian(), pairs, width));
    }

    /** Draws pairs whose key is ρ times the query and √(1-ρ²) times another normal vector. */
    static PairScores correlated(RopeContext context, Streams stream, int pairs, double rho) {
        PairScores drawn = drawn(context, stream, pairs);
        double rest = Math.sqrt(1 - rho * rho);
        for (int i = 0; i < pairs; i++) {
            for (int c = 0; c < drawn.k[i].length; c++) {
                drawn.k[i][c] = rho * drawn.q[i][c] + rest * drawn.k[i][c];
            }
        }
        return drawn;
    }

    /** Draws so many keys for one query. */
    static PairScores ofOneQuery(RopeContext context, Streams stream, int keys, double[] query) {
        double[][] q = new double[keys][];
        Arrays.fill(q, query);
        return new PairScores(context, q, normal(stream.child("k").gaussian(), keys, query.length));
    }

    private static double[][] normal(Gaussian gaussian, int rows, int width) {
        double[][] values = new double[rows][width];
        for (double[] row : values) {
            for (int c = 0; c < width; c++) {
                row[c] = gaussian.next();
            }
        }
        return values;
    }

    /** The scores of all pairs with the query that many tokens after the key. */
    double[] at(PositionEncoding encoding, int distance) {
        var branch = encoding.positions().branchFor(KEY + distance, KEY);
        TableRecipe recipe = TableRecipe.of(encoding, OptionalDouble.of(context.base()), Arithmetic.F64);
        RotaryTable ofQuery =
                recipe.table(Side.QUERY, new double[] {branch.query().at(KEY + distance)}, KEY);
        RotaryTable ofKey = recipe.table(Side.KEY, new double[] {branch.key().at(KEY)}, KEY);
        double scale = encoding.attention().logit().at(KEY + distance)
                / Math.sqrt(context.geometry().headDim());
        double[] scores = new double[q.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scale * dot(rotated(q[i], ofQuery), rotated(k[i], ofKey));
        }
        return scores;
    }

    private double[] rotated(double[] vector, RotaryTable table) {
        double[] target = new double[vector.length];
        Rotation.rotate(vector, target, context.geometry(), table);
        return target;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }
}
