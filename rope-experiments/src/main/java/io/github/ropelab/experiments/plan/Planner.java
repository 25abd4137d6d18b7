package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
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

/**
 * The product of a study's factors. Pure: nothing is computed or written. Metrics of the encoding alone do not depend on
 * the arithmetic and are planned once.
 */
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
                        for (Arithmetic arithmetic : study.arithmetics()) {
                            cells.add(new Cell(
                                    strategy.in(arithmetic),
                                    arithmetic,
                                    study.reference(),
                                    context,
                                    Optional.of(new HeadRef(data, slice)),
                                    study.firstRow(),
                                    metrics,
                                    study.scoring()));
                        }
                    }
                }
            }
        }
    }

    private void onEncodings(List<Metric> metrics) {
        for (RopeContext context : metrics.isEmpty() ? List.<RopeContext>of() : study.contexts()) {
            for (StrategySpec strategy : study.strategies()) {
                withoutVectors(strategy, study.reference(), context, metrics);
            }
        }
    }

    private void onPairs(List<Metric> metrics) {
        for (RopeContext context : metrics.isEmpty() ? List.<RopeContext>of() : study.contexts()) {
            for (ComparedPairs.Pair pair : study.comparedPairs()) {
                withoutVectors(pair.strategy(), pair.reference(), context, metrics);
            }
        }
    }

    private void withoutVectors(
            StrategySpec strategy, StrategySpec reference, RopeContext context, List<Metric> metrics) {
        cells.add(new Cell(
                strategy,
                Arithmetic.F64,
                reference,
                context,
                Optional.empty(),
                study.firstRow(),
                metrics,
                study.scoring()));
    }
}
