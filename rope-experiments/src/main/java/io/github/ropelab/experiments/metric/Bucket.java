package io.github.ropelab.experiments.metric;

import java.util.Comparator;
import java.util.Locale;

/**
 * What a value is about: the half-open range [from, to) of an axis.
 *
 * @param axis of the range
 * @param from first index
 * @param to index after the last
 */
public record Bucket(Axis axis, int from, int to) implements Comparable<Bucket> {
    /** Axes of buckets. */
    public enum Axis {
        /** Rows (query positions), the whole range that the study looks at. */
        ALL,
        /** Distance query - key, tokens. */
        DISTANCE,
        /** Rows (query positions). */
        ROW,
        /** Rotary pair index. */
        PAIR,
        /** Absolute position, tokens. */
        POSITION,
        /** Keys (absolute position, tokens) of one query. */
        KEY,
        /** Percent of the values that lie below. */
        PERCENT,
        /** Place of what is asked for in a text, percent of its length from the beginning. */
        DEPTH;

        /** Lower-case name in files. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether an index lies in the range. */
    public boolean contains(int index) {
        return index >= from && index < to;
    }

    @Override
    public int compareTo(Bucket other) {
        return Comparator.comparing(Bucket::axis)
                .thenComparingInt(Bucket::from)
                .thenComparingInt(Bucket::to)
                .compare(this, other);
    }
}
