package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where a modification is looked at: two vectors, and cells (query, key) ordered by gap. Immutable. */
public final class Trial {
    /** Fewer tokens have no two shifts of a gap. */
    private static final int FEWEST = 8;

    /** Keys: neighbours, both sides of what bfloat16 holds, far tokens; not multiples of small factors only. */
    private static final int[] STARTS = {1, 2, 3, 5, 6, 7, 8, 13, 100, 257, 500, 1500, 2049, 5000, 20_000, 60_001};

    private static final int[] GAPS = {1, 2, 3, 7, 100, 1000};

    private final double[] q;
    private final double[] k;
    private final int first;
    private final int tokens;

    private Trial(double[] q, double[] k, int first, int tokens) {
        InvalidParameter.require(tokens >= FEWEST, "tokens", tokens, "be at least " + FEWEST);
        InvalidParameter.require(first >= 0, "first position", first, "be 0 or above");
        this.q = q;
        this.k = k;
        this.first = first;
        this.tokens = tokens;
    }

    /** Positions 0 .. tokens-1 and two fixed vectors without structure. */
    public static Trial of(RotaryGeometry geometry, int tokens) {
        return of(geometry, 0, tokens);
    }

    /** As the shorter form, for positions first .. first+tokens-1. */
    public static Trial of(RotaryGeometry geometry, int first, int tokens) {
        return new Trial(
                scattered(geometry.headDim(), (Math.sqrt(5) - 1) / 2),
                scattered(geometry.headDim(), Math.sqrt(2) - 1),
                first,
                tokens);
    }

    /** Positions 0 .. tokens-1 and vectors [headDim] of the caller. Copied. */
    public static Trial of(double[] q, double[] k, int tokens) {
        return new Trial(q.clone(), k.clone(), 0, tokens);
    }

    /** Multiples of an irrational number modulo 1, of mean 0 and variance 1. */
    private static double[] scattered(int width, double step) {
        double[] x = new double[width];
        for (int c = 0; c < width; c++) {
            double multiple = (c + 1) * step;
            x[c] = Math.sqrt(3) * (2 * (multiple - Math.floor(multiple)) - 1);
        }
        return x;
    }

    /** A copy of the query [headDim]. */
    public double[] query() {
        return q.clone();
    }

    /** A copy of the key [headDim]. */
    public double[] key() {
        return k.clone();
    }

    /** First position that exists. */
    public int first() {
        return first;
    }

    /** One past the last position that exists. */
    public int end() {
        return first + tokens;
    }

    /** Positions of keys and of single tokens, ascending, never 0. */
    public List<Integer> positions() {
        return starts(0);
    }

    /** Gaps between query and key, ascending, that have at least two keys. */
    public List<Integer> gaps() {
        TreeSet<Integer> gaps = new TreeSet<>();
        for (int gap : GAPS) {
            gaps.add(gap);
        }
        gaps.add(tokens / 2);
        gaps.add(tokens / 3);
        gaps.add(tokens - 1 - tokens / 8);
        gaps.removeIf(gap -> gap < 1 || starts(gap).size() < 2);
        return new ArrayList<>(gaps);
    }

    /** Positions of keys to which a query {@code gap} tokens later exists, never 0; the last one is among them. */
    public List<Integer> starts(int gap) {
        TreeSet<Integer> starts = new TreeSet<>();
        int lowest = Math.max(1, first);
        int last = end() - 1 - gap;
        for (int start : STARTS) {
            int at = lowest + start - 1;
            if (at <= last) {
                starts.add(at);
            }
        }
        if (last >= lowest) {
            starts.add(last);
        }
        return new ArrayList<>(starts);
    }
}
