package io.github.ropelab.core.drift;

import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.Arrays;

/**
 * The keys of a row's k largest scores so far; ties go to the smaller key. Candidates are gathered, and thinned out to k
 * when there are several times as many: that takes fewer mispredicted branches than keeping k in order. Not thread safe.
 */
final class TopKeys {
    private static final int GATHERED = 4;
    private static final int KEY_BITS = 31;

    private final int size;
    private final int limit;

    /** The order of longs is that of the scores, and for equal scores the reverse of that of the keys. */
    private final long[] ranked;

    private int found;
    private float threshold;

    /**
     * @param size k
     * @param most candidates that come at once
     */
    TopKeys(int size, int most) {
        this.size = size;
        limit = GATHERED * size;
        ranked = new long[limit + most];
    }

    void clear() {
        found = 0;
        threshold = ScoreLoops.ABSENT;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return found == 0;
    }

    /** A key with a score not above this one, and larger than all offered before, cannot enter. */
    float threshold() {
        return threshold;
    }

    /**
     * Offers keys that are larger than all offered before.
     *
     * @param places of scores and keys, counted from {@code at} and {@code first}; as many as {@code count}
     */
    void offer(float[] scores, int at, int first, int[] places, int count) {
        for (int i = 0; i < count; i++) {
            ranked[found + i] = rank(scores[at + places[i]], first + places[i]);
        }
        found += count;
        if (found > limit) {
            select();
        }
    }

    /** Thins the candidates out to the k best ones, in no order. */
    void select() {
        if (found < size) {
            return;
        }
        int from = 0;
        int to = found;
        while (from < size && to > size) {
            int middle = partition(from, to);
            if (middle >= size) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        found = size;
        long smallest = ranked[0];
        for (int i = 1; i < size; i++) {
            smallest = Math.min(smallest, ranked[i]);
        }
        threshold = score(smallest);
    }

    /** Brings larger ranks than the middle one of [from, to) before it; gives its new place. Without branches. */
    private int partition(int from, int to) {
        int last = to - 1;
        int middle = (from + last) >>> 1;
        long pivot = ranked[middle];
        ranked[middle] = ranked[last];
        int place = from;
        for (int i = from; i < last; i++) {
            long rank = ranked[i];
            ranked[i] = ranked[place];
            ranked[place] = rank;
            place += (int) (pivot - rank >>> 63);
        }
        ranked[last] = ranked[place];
        ranked[place] = pivot;
        return place;
    }

    /** Share of the keys that both hold; both are selected. */
    double overlap(TopKeys other) {
        int common = 0;
        for (int i = 0; i < found; i++) {
            for (int j = 0; j < other.found; j++) {
                common += (ranked[i] ^ other.ranked[j]) << Long.SIZE - KEY_BITS == 0 ? 1 : 0;
            }
        }
        return (double) common / found;
    }

    /** The keys, ascending. */
    int[] keys() {
        return Arrays.stream(ranked, 0, found).mapToInt(TopKeys::key).sorted().toArray();
    }

    /** Not negative, so that differences of ranks do not overflow. */
    private static long rank(float score, int key) {
        int bits = Float.floatToRawIntBits(score + 0f); // -0 and 0 tie
        int ordered = bits ^ (bits >> 31 | Integer.MIN_VALUE); // as an unsigned number
        return (ordered & 0xffffffffL) << KEY_BITS | Integer.MAX_VALUE - key;
    }

    private static float score(long rank) {
        int ordered = (int) (rank >>> KEY_BITS);
        return Float.intBitsToFloat(ordered ^ (~ordered >> 31 | Integer.MIN_VALUE));
    }

    private static int key(long rank) {
        return Integer.MAX_VALUE - (int) (rank & Integer.MAX_VALUE);
    }
}
