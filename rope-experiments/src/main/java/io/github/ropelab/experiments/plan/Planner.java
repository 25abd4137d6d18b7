package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.EncodingMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.study.ComparedPairs;
import io.github.ropelab.experiments.study.HeadShape;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The product of a study's factors. Pure: nothing is computed or written. */
public final class Planner {
    private final StudySpec study;
    private final List<Cell> cells = new ArrayList<>();

    private Planner(StudySpec study) {
        this.study = study;
    }

    /** The plan of a study. */
    public static Plan plan(StudySpec study) {
        Planner planner = new Planner(study);
        planner.onRows(planner.metrics(RowMetric.class));
        planner.onEncodings(planner.metrics(EncodingMetric.class));
        planner.onPairs(planner.metrics(ComparisonMetric.class));
        return new Plan(study, planner.cells);
    }

    private List<Metric> metrics(Class<? extends Metric> kind) {
        return study.metrics().stream().filter(kind::isInstance).toList();
    }

    private void onRows(List<Metric> metrics) {
        for (DataSet data : metrics.isEmpty() ? List.<DataSet>of() : study.data()) {
            for (Slice slice : data.slices()) {
                for (RopeContext context : study.contexts(new HeadShape(data.geometry(), data.base()))) {
                    for (StrategySpec strategy : study.strategies()) {
                        add(strategy, study.reference(), context, Optional.of(new HeadRef(data, slice)), metrics);
                    }
                }
            }
        }
    }

    private void onEncodings(List<Metric> metrics) {
        for (RopeContext context : metrics.isEmpty() ? List.<RopeContext>of() : study.contexts()) {
            for (StrategySpec strategy : study.strategies()) {
                add(strategy, study.reference(), context, Optional.empty(), metrics);
            }
        }
    }

    private void onPairs(List<Metric> metrics) {
        for (RopeContext context : metrics.isEmpty() ? List.<RopeContext>of() : study.contexts()) {
            for (ComparedPairs.Pair pair : study.comparedPairs()) {
                add(pair.strategy(), pair.reference(), context, Optional.empty(), metrics);
            }
        }
    }

    private void add(
            StrategySpec strategy,
            StrategySpec reference,
            RopeContext context,
            Optional<HeadRef> head,
            List<Metric> metrics) {
        cells.add(new Cell(strategy, reference, context, head, study.firstRow(), metrics));
    }
}
