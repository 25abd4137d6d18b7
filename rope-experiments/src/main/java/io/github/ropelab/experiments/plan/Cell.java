package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.metric.CellShape;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.study.ComparedPairs;
import io.github.ropelab.experiments.study.Exclusion;
import io.github.ropelab.experiments.study.Scores;
import io.github.ropelab.experiments.study.StrategySpec;
import java.util.List;
import java.util.Optional;

/**
 * One strategy in one context, on one head or on no vectors at all: a pure function of what stands here.
 *
 * @param strategy that is measured
 * @param arithmetic precision of its rotations; the reference is computed in double
 * @param reference that it is measured against
 * @param comparedKeys which keys the rows of both sides see
 * @param context geometry, base, lengths
 * @param head the vectors; absent for metrics of the encoding alone
 * @param firstRow row metrics leave out earlier rows
 * @param metrics to compute
 * @param scoring how the scores of rows are computed
 */
public record Cell(
        StrategySpec strategy,
        Arithmetic arithmetic,
        StrategySpec reference,
        ComparedKeys comparedKeys,
        RopeContext context,
        Optional<HeadRef> head,
        int firstRow,
        List<Metric> metrics,
        Scores scoring) {
    /** Copies the list. */
    public Cell {
        metrics = List.copyOf(metrics);
    }

    /** The same cell in another context, with other metrics. */
    public Cell with(RopeContext otherContext, List<Metric> otherMetrics) {
        return new Cell(
                strategy, arithmetic, reference, comparedKeys, otherContext, head, firstRow, otherMetrics, scoring);
    }

    /** Whether its numbers depend on the reference. */
    public boolean seesReference() {
        return head.isPresent() || metrics.stream().anyMatch(ComparisonMetric.class::isInstance);
    }

    /**
     * Whether a study leaves the cell out. A comparison of two of its strategies is left out where either is; the
     * reference of all stays.
     */
    boolean excludedBy(Exclusion exclusion, ComparedPairs pairs) {
        boolean either = head.isEmpty()
                && pairs != ComparedPairs.REFERENCE
                && metrics.stream().anyMatch(ComparisonMetric.class::isInstance);
        return excludedBy(exclusion, strategy) || either && excludedBy(exclusion, reference);
    }

    private boolean excludedBy(Exclusion exclusion, StrategySpec which) {
        return exclusion.matches(which, arithmetic, context, head.map(HeadRef::data), head.map(HeadRef::slice));
    }

    /** The reference with the keys that are compared. */
    public String referenceLabel() {
        return comparedKeys.label(reference.label());
    }

    /** The lengths that buckets follow from, and the compared keys. */
    public CellShape shape() {
        return new CellShape(context.lengths().trained(), context.lengths().current(), firstRow, comparedKeys);
    }

    /**
     * Cells of one task share the vectors and the reference's rows; those without vectors share the context alone. Cells
     * of two tasks never have one key.
     */
    public record Task(
            Optional<HeadRef> head,
            RopeContext context,
            Optional<StrategySpec> reference,
            ComparedKeys comparedKeys,
            int firstRow) {}

    /** The task of this cell. */
    public Task task() {
        return new Task(head, context, head.map(vectors -> reference), comparedKeys, firstRow);
    }

    /** Query-key scores that the cell computes for its strategy. */
    public long scores() {
        return head.isPresent() ? scoring.scores(context.lengths().current()) : 0;
    }

    /** The address of its results. */
    public CellKey key() {
        return CellKey.of(this);
    }
}
