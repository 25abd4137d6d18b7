package io.github.ropelab.core.layer;

import java.util.Arrays;

/** The keys of one row as runs of neighbours: half-open, ascending, disjoint and not touching. Immutable. */
public final class KeyRuns {
    private final int[] bounds;

    private KeyRuns(int[] bounds) {
        this.bounds = bounds;
    }

    /**
     * Runs by their bounds; empty ones are dropped, overlapping and touching ones become one.
     *
     * @param bounds from, to, from, to, ... with ascending starts. Not modified.
     */
    public static KeyRuns of(int... bounds) {
        int[] merged = new int[bounds.length];
        int used = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            if (bounds[i] >= bounds[i + 1]) {
                continue;
            }
            if (used > 0 && bounds[i] <= merged[used - 1]) {
                merged[used - 1] = Math.max(merged[used - 1], bounds[i + 1]);
            } else {
                merged[used++] = bounds[i];
                merged[used++] = bounds[i + 1];
            }
        }
        return new KeyRuns(Arrays.copyOf(merged, used));
    }

    /** Number of runs. */
    public int count() {
        return bounds.length / 2;
    }

    /** First key of a run. */
    public int from(int run) {
        return bounds[2 * run];
    }

    /** Key after the last of a run. */
    public int to(int run) {
        return bounds[2 * run + 1];
    }

    /** Number of keys in all runs. */
    public int keys() {
        int keys = 0;
        for (int run = 0; run < count(); run++) {
            keys += to(run) - from(run);
        }
        return keys;
    }

    /** The keys that both have. */
    public KeyRuns and(KeyRuns other) {
        if (equals(other)) {
            return this;
        }
        int[] common = new int[2 * (count() + other.count())];
        int used = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < count() && theirs < other.count()) {
            int from = Math.max(from(mine), other.from(theirs));
            int to = Math.min(to(mine), other.to(theirs));
            if (from < to) {
                common[used++] = from;
                common[used++] = to;
            }
            if (to(mine) < other.to(theirs)) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new KeyRuns(Arrays.copyOf(common, used));
    }

    /** Whether every key of the other is among these. */
    public boolean covers(KeyRuns other) {
        return and(other).equals(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRuns runs && Arrays.equals(bounds, runs.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return Arrays.toString(bounds);
    }
}
