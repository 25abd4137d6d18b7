package io.github.ropelab.core.analysis.equivalence;

/**
 * A cell and pair at which two modifications differ.
 *
 * @param query position of the query
 * @param key position of the key, at most {@code query}
 * @param pair rotary pair, as a counts them; as b does where a has no such pair
 * @param angleA angle between query and key that a adds, radians: ω·(p(query) - r(key))
 * @param angleB the same for b
 */
public record Witness(int query, int key, int pair, double angleA, double angleB) {
    /** |angleA - angleB|, radians. */
    public double difference() {
        return Math.abs(angleA - angleB);
    }
}
