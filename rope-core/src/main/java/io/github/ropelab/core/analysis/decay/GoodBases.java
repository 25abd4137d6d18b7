package io.github.ropelab.core.analysis.decay;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.CurveBlocks;
import io.github.ropelab.core.kernel.SplitRange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bases b of a grid with B(m) = Σ_i cos(m·b^(-2i/d)) ≥ 0 at every distance m = 0 .. last: those that keep a key like the
 * query above others over a context (arXiv 2405.14591). The good bases are a union of many thin intervals, so every base of
 * the grid is decided by itself and nothing is concluded across a gap; an interval thinner than the grid's step may be
 * missed, and the smallest good base is an upper bound of the true one.
 *
 * <p>One negative value decides, and neighbouring bases are mostly negative at much the same distances. So each search starts
 * where the last one ended: two blocks per bad base on average instead of all up to its first negative value.
 */
public final class GoodBases {
    /** Bases that a thread takes at once. */
    private static final int PORTION = 64;

    /**
     * Neighbouring bases of the grid that are all good.
     *
     * @param from smallest
     * @param to largest
     * @param bases how many
     */
    public record Interval(double from, double to, int bases) {}

    private final BaseGrid grid;
    private final int last;
    private final List<Interval> intervals;

    private GoodBases(BaseGrid grid, int last, List<Interval> intervals) {
        this.grid = grid;
        this.last = last;
        this.intervals = intervals;
    }

    /**
     * Decides every base of a grid; the number of threads changes the speed alone.
     *
     * @param grid candidates
     * @param width d, rotary width, even
     * @param last largest distance, tokens
     * @param threads at least 1
     * @throws IllegalStateException if the calling thread is interrupted
     */
    public static GoodBases scan(BaseGrid grid, int width, int last, int threads) {
        InvalidParameter.require(width >= 2 && width % 2 == 0, "rotary_dim", width, "be even and at least 2");
        InvalidParameter.require(last >= 0, "last distance", last, "be 0 or above");
        boolean[] good = new boolean[grid.size()];
        AtomicInteger next = new AtomicInteger();
        SplitRange.run(threads, threads, (from, to) -> {
            CurveBlocks blocks = new CurveBlocks(width / 2);
            double[] block = new double[CurveBlocks.SIZE];
            int near = 0;
            for (int start = next.getAndAdd(PORTION); start < good.length; start = next.getAndAdd(PORTION)) {
                for (int i = start; i < Math.min(good.length, start + PORTION); i++) {
                    FrequencySchedule frequencies = FrequencySchedule.geometric(grid.base(i), width);
                    DecayCurve curve = new DecayCurve(frequencies, blocks, block);
                    OptionalInt negative = curve.negativeNear(near, last);
                    good[i] = negative.isEmpty();
                    near = negative.orElse(near);
                }
            }
        });
        return new GoodBases(grid, last, intervals(grid, good));
    }

    private static List<Interval> intervals(BaseGrid grid, boolean[] good) {
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < good.length; i++) {
            int start = i;
            while (i < good.length && good[i]) {
                i++;
            }
            if (i > start) {
                intervals.add(new Interval(grid.base(start), grid.base(i - 1), i - start));
            }
        }
        return List.copyOf(intervals);
    }

    /** The candidates. */
    public BaseGrid grid() {
        return grid;
    }

    /** The largest distance. */
    public int last() {
        return last;
    }

    /** The good bases, upwards. */
    public List<Interval> intervals() {
        return intervals;
    }

    /** How many bases are good. */
    public int count() {
        return intervals.stream().mapToInt(Interval::bases).sum();
    }

    /** The smallest good base of the grid. */
    public OptionalDouble smallest() {
        return intervals.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(intervals.get(0).from());
    }
}
