package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
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
 * One strategy in one context, on one head, in one model, or on no vectors at all: a pure function of what stands here.
 *
 * @param strategy that is measured
 * @param arithmetic precision of its rotations; the reference is computed in double
 * @param reference that it is measured against
 * @param comparedKeys which keys the rows of both sides see
 * @param context geometry, base, lengths
 * @param head the vectors; absent for metrics of the encoding alone, and of models
 * @param model the model and its window, for metrics of models
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
        Optional<ModelRef> model,
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
                strategy,
                arithmetic,
                reference,
                comparedKeys,
                otherContext,
                head,
                model,
                firstRow,
                otherMetrics,
                scoring);
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
        return exclusion.matches(which, arithmetic, context, data(), slice());
    }

    /** The data set that vectors or model are of. */
    public Optional<DataSet> data() {
        return head.map(HeadRef::data).or(() -> model.map(ModelRef::data));
    }

    /** The head, draw or window of the data set. */
    public Optional<Slice> slice() {
        return head.map(HeadRef::slice).or(() -> model.map(ModelRef::slice));
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
     * Cells of one task share the vectors and the reference's rows, or the model and its window; others share the context
     * alone. Cells of two tasks never have one key.
     */
    public record Task(
            Optional<HeadRef> head,
            Optional<ModelRef> model,
            RopeContext context,
            Optional<StrategySpec> reference,
            ComparedKeys comparedKeys,
            int firstRow) {}

    /** The task of this cell. */
    public Task task() {
        return new Task(head, model, context, head.map(vectors -> reference), comparedKeys, firstRow);
    }

    /** Query-key scores that the cell computes for its strategy; of a model, those of one pass with one branch. */
    public long scores() {
        int current = context.lengths().current();
        return head.isPresent()
                ? scoring.scores(current)
                : model.map(m -> m.data().model().scores(current)).orElse(0L);
    }

    /** Multiply-adds of the scores and the attention outputs for its strategy; of a model, all of one pass. */
    public long multiplyAdds() {
        return model.map(m -> m.data().model().multiplyAdds(context.lengths().current()))
                .orElse(2 * scores() * context.geometry().headDim());
    }

    /** Steps of progress: scores; of a model, as many scores as take the multiply-adds of a pass. */
    public long steps() {
        return multiplyAdds() / (2L * context.geometry().headDim());
    }

    /** The address of its results. */
    public CellKey key() {
        return CellKey.of(this);
    }
}
