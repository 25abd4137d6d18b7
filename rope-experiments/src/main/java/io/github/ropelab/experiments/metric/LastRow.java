package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;

/** Effective distances of the last query, which sees the longest ones: those of the position maps, tokens. */
final class LastRow {
    private LastRow() {}

    /** |effective distance| to the key {@code distance} tokens before the last query of the current length. */
    static double effective(PositionEncoding encoding, RopeContext context, int distance) {
        int query = context.lengths().current() - 1;
        return Math.abs(encoding.positions().effectiveDistance(query, query - distance));
    }

    /** All of them, by distance [current]. */
    static double[] effective(PositionEncoding encoding, RopeContext context) {
        double[] distances = new double[context.lengths().current()];
        for (int distance = 0; distance < distances.length; distance++) {
            distances[distance] = effective(encoding, context, distance);
        }
        return distances;
    }
}
