package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.layer.KeyRuns;
import java.util.Arrays;

/** Ranks of the scores of a row among the keys of some runs, with ties; O(n log n). Reused for later rows. Not thread safe. */
final class Ranks {
    private final double[] sorted;
    private final int[] tieFrom;
    private final int[] tieTo;
    private final int[] below;
    private final int[] upTo;
    private int size;

    /** For rows of at most that many keys. */
    Ranks(int keys) {
        sorted = new double[keys];
        tieFrom = new int[keys];
        tieTo = new int[keys];
        below = new int[keys];
        upTo = new int[keys];
    }

    /** Ranks the scores of these keys, in order of the key. */
    void of(double[] scores, KeyRuns keys) {
        size = 0;
        for (int run = 0; run < keys.count(); run++) {
            for (int n = keys.from(run); n < keys.to(run); n++) {
                sorted[size++] = scores[n] + 0.0; // -0.0 and 0.0 are a tie
            }
        }
        Arrays.sort(sorted, 0, size);
        for (int from = 0, to; from < size; from = to) {
            for (to = from + 1; to < size && sorted[to] == sorted[from]; ) {
                to++;
            }
            Arrays.fill(tieFrom, from, to, from);
            Arrays.fill(tieTo, from, to, to);
        }
        int at = 0;
        for (int run = 0; run < keys.count(); run++) {
            for (int n = keys.from(run); n < keys.to(run); n++) {
                int found = Arrays.binarySearch(sorted, 0, size, scores[n] + 0.0);
                below[at] = tieFrom[found];
                upTo[at] = tieTo[found];
                at++;
            }
        }
    }

    /** Number of ranked keys. */
    int size() {
        return size;
    }

    /** Whether a rank correlation is defined: at least two keys, not all of one score. */
    boolean varies() {
        return size > 1 && sorted[0] != sorted[size - 1];
    }

    /** Whether all scores are numbers. */
    boolean finite() {
        return Double.isFinite(sorted[0]) && Double.isFinite(sorted[size - 1]);
    }

    /** Pairs of keys with equal scores. */
    long tiedPairs() {
        long pairs = 0;
        for (int i = 0; i < size; i++) {
            pairs += upTo[i] - below[i] - 1;
        }
        return pairs / 2;
    }

    /** How many keys score lower than the i-th. */
    int below(int i) {
        return below[i];
    }

    /** Twice the average rank of the i-th key, counted from 1, minus size + 1: its distance from the middle. */
    long centred(int i) {
        return (long) below[i] + upTo[i] - size;
    }
}
