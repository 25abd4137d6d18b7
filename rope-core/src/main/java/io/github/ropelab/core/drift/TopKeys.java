package io.github.ropelab.core.drift;

import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.Arrays;

/**
 * The keys of the k largest scores so far of many rows; ties go to the smaller key. Candidates are gathered, and thinned out to k
 * when there are several times as many: that takes fewer mispredicted branches than keeping k in order. Not thread safe.
 */
final class TopKeys {
    private static final int GATHERED = 4;
    private static final int KEY_BITS = 31;

    private final int size;
    private final int limit;

    /** Per row; the order of longs is that of the scores, and for equal scores the reverse of that of the keys. */
    private final long[][] ranked;

    private final int[] found;
    private final float[] threshold;

    /**
     * @param rows how many
     * @param size k
     * @param most candidates of a row that come at once
     */
    TopKeys(int rows, int size, int most) {
        this.size = size;
        limit = GATHERED * size;
        ranked = new long[rows][limit + most];
        found = new int[rows];
        threshold = new float[rows];
    }

    void clear() {
        Arrays.fill(found, 0);
        Arrays.fill(threshold, ScoreLoops.ABSENT);
    }

    int size() {
        return size;
    }

    boolean isEmpty(int row) {
        return found[row] == 0;
    }

    /** A key with a score not above this one, and larger than all offered before, cannot enter. */
    float threshold(int row) {
        return threshold[row];
    }

    /**
     * Offers keys that are larger than all offered before.
     *
     * @param places of scores and keys, counted from {@code at} and {@code first}; as many as {@code count}
     */
    void offer(int row, float[] scores, int at, int first, int[] places, int count) {
        long[] ranks = ranked[row];
        int end = found[row];
        for (int i = 0; i < count; i++) {
            ranks[end + i] = rank(scores[at + places[i]], first + places[i]);
        }
        found[row] += count;
        if (found[row] > limit) {
            select(row);
        }
    }

    /** Thins the candidates of a row out to the k best ones, in no order. */
    void select(int row) {
        if (found[row] < size) {
            return;
        }
        long[] ranks = ranked[row];
        int from = 0;
        int to = found[row];
        while (from < size && to > size) {
            int middle = partition(ranks, from, to);
            if (middle >= size) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        found[row] = size;
        long smallest = ranks[0];
        for (int i = 1; i < size; i++) {
            smallest = Math.min(smallest, ranks[i]);
        }
        threshold[row] = score(smallest);
    }

    /** Brings larger ranks than the middle one of [from, to) before it; gives its new place. Without branches. */
    private static int partition(long[] ranks, int from, int to) {
        int last = to - 1;
        int middle = (from + last) >>> 1;
        long pivot = ranks[middle];
        ranks[middle] = ranks[last];
        int place = from;
        for (int i = from; i < last; i++) {
            long rank = ranks[i];
            ranks[i] = ranks[place];
            ranks[place] = rank;
            place += (int) (pivot - rank >>> 63);
        }
        ranks[last] = ranks[place];
        ranks[place] = pivot;
        return place;
    }

    /** Share of the keys that both rows hold; both are selected. */
    double overlap(int a, int b) {
        int common = 0;
        for (int i = 0; i < found[a]; i++) {
            for (int j = 0; j < found[b]; j++) {
                common += (ranked[a][i] ^ ranked[b][j]) << Long.SIZE - KEY_BITS == 0 ? 1 : 0;
            }
        }
        return (double) common / found[a];
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
}
