package io.github.ropelab.core.drift;

import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;

/** What {@link DriftEngine} found on a head. Δ is the strategy's score minus the reference's, in logits. */
public final class HeadDrift {
    private static final List<RowValue> MOMENTS = List.of(RowValue.ABSOLUTE, RowValue.SQUARE, RowValue.DELTA);

    private final RowSample sample;
    private final RowValues reference;
    private final List<RowValues> strategies = new ArrayList<>();
    private final List<DistanceSums> sums = new ArrayList<>();
    private final List<DistanceGroups> groups = new ArrayList<>();

    HeadDrift(RowSample sample, int count) {
        this.sample = sample;
        reference = new RowValues(EnumSet.of(RowValue.ENTROPY, RowValue.MASS_BEYOND), sample.size());
        int distances = sample.row(sample.size() - 1) + 1;
        for (int s = 0; s < count; s++) {
            strategies.add(new RowValues(EnumSet.allOf(RowValue.class), sample.size()));
            sums.add(new DistanceSums(distances));
            groups.add(new DistanceGroups((double) sample.size() / sample.tokens()));
        }
    }

    /** Writes the rows of a block; no two blocks share one. */
    void putRows(int block, DriftBlock from) {
        int[] rows = sample.block(block);
        RowSums ofBlock = from.rows();
        for (int r = 0; r < rows.length; r++) {
            int index = sample.index(rows[r]);
            ofBlock.putOwn(ofBlock.place(0, r), reference, index);
            for (int s = 0; s < strategies.size(); s++) {
                ofBlock.putStrategy(ofBlock.place(s + 1, r), strategies.get(s), index, rows[r] + 1);
            }
        }
    }

    void takeSums(int block, DriftBlock from) {
        int[] rows = sample.block(block);
        for (int s = 0; s < sums.size(); s++) {
            if (!sample.complete()) {
                groups.get(s).add(from.sums(s), sample, block);
            }
            sums.get(s).take(from.sums(s), rows[rows.length - 1] + 1);
        }
    }

    /** The rows that were looked at. */
    public RowSample sample() {
        return sample;
    }

    /** A value of the reference's row, {@link RowValue#ENTROPY} or {@link RowValue#MASS_BEYOND}; i-th of the sample. */
    public float reference(RowValue value, int i) {
        return reference.get(value, i);
    }

    /** A value of a strategy's row; i-th of the sample. */
    public float strategy(int strategy, RowValue value, int i) {
        return strategies.get(strategy).get(value, i);
    }

    /** Σ |Δ| over the sample's cells at distances [from, to). */
    public double absolute(int strategy, int from, int to) {
        return sum(sums.get(strategy).absolute, from, to);
    }

    /** Σ Δ² over the sample's cells at distances [from, to). */
    public double square(int strategy, int from, int to) {
        return sum(sums.get(strategy).square, from, to);
    }

    /** Σ Δ over the sample's cells at distances [from, to). */
    public double delta(int strategy, int from, int to) {
        return sum(sums.get(strategy).delta, from, to);
    }

    /**
     * Standard error of a sample's mean over an octave of distances, distance 0 or [2^n, 2^(n+1)); absent where every row was
     * looked at, or too few.
     *
     * @param value {@link RowValue#ABSOLUTE}, {@link RowValue#SQUARE} or {@link RowValue#DELTA}
     * @param from first distance of the octave
     */
    public OptionalDouble distanceError(int strategy, RowValue value, int from) {
        int moment = MOMENTS.indexOf(value);
        InvalidParameter.require(moment >= 0, "value", value, "be one of " + MOMENTS);
        InvalidParameter.require(Integer.bitCount(from) <= 1, "from", from, "be 0 or a power of 2");
        return groups.get(strategy).error(moment, DistanceGroups.octave(from));
    }

    /**
     * Standard error of a sample's mean of a row value over the rows [from, to): its deviation over the root of the number of
     * rows, as of a simple random sample, which the equal ranges do not exceed; absent where every row was looked at, or
     * fewer than two.
     */
    public OptionalDouble rowError(int strategy, RowValue value, int from, int to) {
        double mean = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.row(i) >= from && sample.row(i) < to) {
                double x = strategy(strategy, value, i);
                count++;
                double gap = x - mean;
                mean += gap / count;
                squares += gap * (x - mean); // Welford 1962
            }
        }
        if (sample.complete() || count < 2) {
            return OptionalDouble.empty();
        }
        double left = 1 - (double) sample.size() / sample.tokens();
        return OptionalDouble.of(Math.sqrt(squares / (count - 1) / count * left));
    }

    /** How many cells the sample has at distances [from, to). */
    public long cells(int from, int to) {
        long cells = 0;
        for (int distance = from; distance < to; distance++) {
            cells += sample.reaching(distance);
        }
        return cells;
    }

    private static double sum(double[] values, int from, int to) {
        InvalidParameter.require(from >= 0 && from <= to, "from", from, "be in [0, " + to + "]");
        return Arrays.stream(values, Math.min(from, values.length), Math.min(to, values.length))
                .sum();
    }
}
