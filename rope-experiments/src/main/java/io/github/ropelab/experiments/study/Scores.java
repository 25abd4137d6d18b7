package io.github.ropelab.experiments.study;

import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.OptionalInt;

/**
 * How a study computes scores: in double, row by row, or in float32 by {@link io.github.ropelab.core.drift.DriftEngine},
 * tens of times as fast, for the metrics that have such a form.
 *
 * @param fast in float32
 * @param rows size of a sample of query rows; absent: all
 */
public record Scores(boolean fast, OptionalInt rows) {
    /** In double, every row. */
    public static final Scores DOUBLE = new Scores(false, OptionalInt.empty());

    /** Goes up when the float engine gives other numbers beyond its rounding. */
    private static final int FLOAT_VERSION = 1;

    /** The query rows of a head that are looked at. */
    public RowSample sample(int tokens) {
        return rows.isPresent() ? RowSample.of(tokens, rows.getAsInt()) : RowSample.all(tokens);
    }

    /** Query-key scores of a strategy on a head. */
    public long scores(long tokens) {
        return rows.isPresent() && rows.getAsInt() < tokens
                ? sample((int) tokens).cells()
                : tokens * (tokens + 1) / 2;
    }

    /** For cell keys; the loops are not in it, since their results are the same within the rounding of float. */
    public String key() {
        return "float@" + FLOAT_VERSION + (rows.isPresent() ? ", rows=" + rows.getAsInt() : "");
    }

    /** Which loops compute, for manifests. */
    public String kernel() {
        return fast ? ScoreLoops.installed().name() : "plain double";
    }
}
