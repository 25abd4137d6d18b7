package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.EncodingMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.ModelMetric;
import io.github.ropelab.experiments.metric.PrecisionMetric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.outcome.ModelVectors;
import io.github.ropelab.experiments.study.ComparedPairs;
import io.github.ropelab.experiments.study.Exclusion;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The product of a study's factors, minus its exclusions. Pure: nothing is computed or written. Metrics of the encoding
 * alone do not depend on the arithmetic and are planned once, but for those of its precision.
 */
public final class Planner {
    private final StudySpec study;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Plan.Excluded> excluded = new ArrayList<>();
    private final Set<Exclusion> matched = new HashSet<>();

    private Planner(StudySpec study) {
        this.study = study;
    }

    /** The plan of a study. */
    public static Plan plan(StudySpec study) {
        Planner planner = new Planner(study);
        planner.onRows(planner.metrics(RowMetric.class));
        planner.onModels(planner.metrics(ModelMetric.class));
        planner.onEncodings(planner.metrics(EncodingMetric.class));
        planner.onPrecisions(planner.metrics(PrecisionMetric.class));
        planner.onPairs(planner.metrics(ComparisonMetric.class));
        planner.checkExclusions();
        return new Plan(study, planner.cells, planner.excluded);
    }

    private void checkExclusions() {
        for (int i = 0; i < study.exclusions().size(); i++) {
            Exclusion exclusion = study.exclusions().get(i);
            InvalidParameter.require(
                    matched.contains(exclusion), "exclude[" + i + "]", exclusion, "match at least one cell");
        }
        InvalidParameter.require(
                !cells.isEmpty() || excluded.isEmpty(), "exclude", excluded.size() + " cells", "leave a cell");
    }

    /** Plans a cell, or leaves it out for the first reason that the study gives. */
    private void add(Cell cell) {
        List<Exclusion> reasons = study.exclusions().stream()
                .filter(exclusion -> cell.excludedBy(exclusion, study.pairs()))
                .toList();
        matched.addAll(reasons);
        if (reasons.isEmpty()) {
            cells.add(cell);
        } else {
            excluded.add(new Plan.Excluded(cell, reasons.get(0)));
        }
    }

    private List<Metric> metrics(Class<? extends Metric> kind) {
        return study.metrics().stream().filter(kind::isInstance).toList();
    }

    private void onRows(List<Metric> metrics) {
        for (DataSet data : metrics.isEmpty() ? List.<DataSet>of() : study.data()) {
            for (Slice slice : data.slices()) {
                for (RopeContext context : study.contexts(data)) {
                    for (StrategySpec strategy : study.strategies()) {
                        for (Arithmetic arithmetic : study.arithmetics()) {
                            add(new Cell(
                                    strategy.at(context).in(arithmetic),
                                    arithmetic,
                                    study.reference().at(context),
                                    study.comparedKeys(),
                                    context,
                                    Optional.of(new HeadRef(data, slice)),
                                    Optional.empty(),
                                    study.firstRow(data),
                                    metrics,
                                    study.scoring()));
                        }
                    }
                }
            }
        }
    }

    /** A model computes in float32, whatever the precisions of the study. */
    private void onModels(List<Metric> metrics) {
        for (DataSet data : metrics.isEmpty() ? List.<DataSet>of() : study.data()) {
            if (data instanceof ModelVectors model) {
                for (int window = 0; window < model.windows().count(); window++) {
                    for (RopeContext context : study.contexts(data)) {
                        for (StrategySpec strategy : study.strategies()) {
                            add(new Cell(
                                    strategy.at(context),
                                    Arithmetic.F32,
                                    study.reference().at(context),
                                    ComparedKeys.ALL,
                                    context,
                                    Optional.empty(),
                                    Optional.of(new ModelRef(model, window)),
                                    study.firstRow(data),
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
                withoutVectors(strategy, Arithmetic.F64, study.reference(), context, metrics);
            }
        }
    }

    private void onPrecisions(List<Metric> metrics) {
        for (RopeContext context : metrics.isEmpty() ? List.<RopeContext>of() : study.contexts()) {
            for (StrategySpec strategy : study.strategies()) {
                for (Arithmetic arithmetic : study.arithmetics()) {
                    withoutVectors(strategy.in(arithmetic), arithmetic, study.reference(), context, metrics);
                }
            }
        }
    }

    private void onPairs(List<Metric> metrics) {
        for (RopeContext context : metrics.isEmpty() ? List.<RopeContext>of() : study.contexts()) {
            for (ComparedPairs.Pair pair : study.comparedPairs()) {
                withoutVectors(pair.strategy(), Arithmetic.F64, pair.reference(), context, metrics);
            }
        }
    }

    private void withoutVectors(
            StrategySpec strategy,
            Arithmetic arithmetic,
            StrategySpec reference,
            RopeContext context,
            List<Metric> metrics) {
        add(new Cell(
                strategy.at(context),
                arithmetic,
                reference.at(context),
                ComparedKeys.ALL,
                context,
                Optional.empty(),
                Optional.empty(),
                study.firstRow(),
                metrics,
                study.scoring()));
    }
}
