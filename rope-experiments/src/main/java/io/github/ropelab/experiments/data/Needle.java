package io.github.ropelab.experiments.data;

import io.github.ropelab.core.InvalidParameter;
import java.util.Optional;

/**
 * A key that some queries look for: to the key at one position {@code strength·√headDim·û} is added, û the direction of the
 * sum of the last queries before rotation. At distance 0 and strength 1 one query scores it about √headDim, as a key equal to
 * the query.
 *
 * @param position of the key: below 1 a share of the current length, else tokens
 * @param strength 0 for none
 * @param queries how many of the last queries it points to
 */
public record Needle(double position, double strength, int queries) {
    /** Checks all. */
    public Needle {
        InvalidParameter.require(
                position >= 0 && (position < 1 || position == Math.rint(position)) && position < Integer.MAX_VALUE,
                "position",
                position,
                "be a share of the length below 1, or a whole number of tokens");
        InvalidParameter.requireNotNegative("strength", strength);
        InvalidParameter.require(queries >= 1, "queries", queries, "be at least 1");
    }

    /** Position of the key in a sequence, tokens. */
    public int at(int tokens) {
        return (int) (position < 1 ? position * tokens : position);
    }

    /** The rule that a length breaks, if it does. */
    public Optional<String> refusal(int tokens) {
        return at(tokens) < tokens - (long) queries
                ? Optional.empty()
                : Optional.of("leave the needle's key (position " + at(tokens) + ") before the last " + queries
                        + " queries that look for it");
    }

    /** Adds the direction of the queries to the key. */
    void plant(double[] q, double[] k, int headDim) {
        int tokens = q.length / headDim;
        InvalidParameter.require(
                refusal(tokens).isEmpty(),
                "current length",
                tokens,
                refusal(tokens).orElse(""));
        double[] direction = new double[headDim];
        for (int i = (tokens - queries) * headDim; i < q.length; i++) {
            direction[i % headDim] += q[i];
        }
        double square = 0;
        for (double x : direction) {
            square += x * x;
        }
        double factor = square == 0 ? 0 : strength * Math.sqrt(headDim / square);
        for (int c = 0; c < headDim; c++) {
            k[at(tokens) * headDim + c] += factor * direction[c];
        }
    }
}
