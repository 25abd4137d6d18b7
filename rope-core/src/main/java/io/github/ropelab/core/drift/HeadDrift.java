package io.github.ropelab.core.drift;

import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** What {@link DriftEngine} found on a head. Δ is the strategy's score minus the reference's, in logits. */
public final class HeadDrift {
    private final RowSample sample;
    private final RowValues reference;
    private final List<RowValues> strategies = new ArrayList<>();
    private final List<DistanceSums> sums = new ArrayList<>();

    HeadDrift(RowSample sample, int count) {
        this.sample = sample;
        reference = new RowValues(EnumSet.of(RowValue.ENTROPY, RowValue.MASS_BEYOND), sample.size());
        int distances = sample.row(sample.size() - 1) + 1;
        for (int s = 0; s < count; s++) {
            strategies.add(new RowValues(EnumSet.allOf(RowValue.class), sample.size()));
            sums.add(new DistanceSums(distances));
        }
    }

    /** Writes the rows of a block; no two blocks share one. */
    void putRows(int block, DriftBlock from) {
        int[] rows = sample.block(block);
        for (int r = 0; r < rows.length; r++) {
            int index = sample.index(rows[r]);
            RowState state = from.state(0, r);
            state.putReference(reference, index);
            for (int s = 0; s < strategies.size(); s++) {
                from.state(s + 1, r).put(strategies.get(s), index, rows[r] + 1, state);
            }
        }
    }

    void takeSums(int block, DriftBlock from) {
        int[] rows = sample.block(block);
        for (int s = 0; s < sums.size(); s++) {
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
