package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Kendall's rank correlation τ_b of a row's scores: pairs of keys in the same order minus pairs in the opposite order, as
 * a share of the pairs that are not tied; mean over rows. Discordant pairs are counted in O(n log n), with a tree of
 * partial sums (Fenwick 1994) where Knight counts swaps.
 */
public record Kendall() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "kendall",
            1,
            "Kendall's rank correlation of scores",
            "correlation",
            MetricType.Direction.HIGHER_IS_CLOSER,
            "τ_b = (concordant - discordant) / √((pairs - ties of s_reference)(pairs - ties of s_strategy)) over pairs of keys "
                    + "of a row; not defined below two keys or where all scores of a side are equal; mean over rows",
            "Kendall 1945, Biometrika 33, 239; Knight 1966, J. Am. Stat. Assoc. 61, 436",
            List.of(),
            Optional.of(Observations.rows("the keys that both sides see")));

    static Kendall from(Params params) {
        return new Kendall();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        long[] order = new long[shape.current()];
        int[] tree = new int[shape.current() + 1];
        return RankCorrelation.start(shape, (a, b) -> correlation(a, b, order, tree));
    }

    /** Written: the first size elements of order, the first size + 1 of tree. */
    private static double correlation(Ranks a, Ranks b, long[] order, int[] tree) {
        int size = a.size();
        for (int i = 0; i < size; i++) {
            order[i] = (long) a.below(i) << Integer.SIZE | b.below(i);
        }
        Arrays.sort(order, 0, size);
        long tiesA = a.tiedPairs();
        long tiesB = b.tiedPairs();
        long tiesBoth = equalPairs(order, size);
        Arrays.fill(tree, 0, size + 1, 0);
        long discordant = 0;
        for (int i = 0; i < size; i++) {
            int rank = (int) order[i] + 1;
            discordant += i;
            for (int at = rank; at > 0; at -= at & -at) {
                discordant -= tree[at];
            }
            for (int at = rank; at <= size; at += at & -at) {
                tree[at]++;
            }
        }
        long pairs = (long) size * (size - 1) / 2;
        long difference = pairs - tiesA - tiesB + tiesBoth - 2 * discordant;
        return difference / Math.sqrt((double) (pairs - tiesA) * (pairs - tiesB));
    }

    /** Pairs of equal elements of a sorted array. */
    private static long equalPairs(long[] order, int size) {
        long pairs = 0;
        long equal = 0;
        for (int i = 1; i < size; i++) {
            equal = order[i] == order[i - 1] ? equal + 1 : 0;
            pairs += equal;
        }
        return pairs;
    }
}
