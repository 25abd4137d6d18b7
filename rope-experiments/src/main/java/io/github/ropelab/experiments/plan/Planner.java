package io.github.ropelab.experiments.plan;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.EncodingMetric;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.study.StrategySpec;
import io.github.ropelab.experiments.study.StudySpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The product of a study's factors. Pure: nothing is computed or written. Metrics of the encoding alone do not depend on
 * the arithmetic and are planned once.
 */
public final class Planner {
    private Planner() {}

    /** The plan of a study. */
    public static Plan plan(StudySpec study) {
        List<Metric> onRows =
                study.metrics().stream().filter(RowMetric.class::isInstance).toList();
        List<Metric> onEncodings = study.metrics().stream()
                .filter(EncodingMetric.class::isInstance)
                .toList();
        List<Cell> cells = new ArrayList<>();
        Set<RopeContext> contexts = new LinkedHashSet<>();
        for (DataSet data : study.data()) {
            for (int current : study.currents()) {
                contexts.add(new RopeContext(data.geometry(), data.base(), study.lengths(current)));
            }
            for (Slice slice : onRows.isEmpty() ? List.<Slice>of() : data.slices()) {
                for (int current : study.currents()) {
                    RopeContext context = new RopeContext(data.geometry(), data.base(), study.lengths(current));
                    for (StrategySpec strategy : study.strategies()) {
                        Optional<HeadRef> head = Optional.of(new HeadRef(data, slice));
                        for (Arithmetic arithmetic : study.arithmetics()) {
                            cells.add(new Cell(
                                    strategy.in(arithmetic),
                                    arithmetic,
                                    study.reference(),
                                    context,
                                    head,
                                    study.firstRow(),
                                    onRows));
                        }
                    }
                }
            }
        }
        for (RopeContext context : onEncodings.isEmpty() ? Set.<RopeContext>of() : contexts) {
            for (StrategySpec strategy : study.strategies()) {
                cells.add(new Cell(
                        strategy,
                        Arithmetic.F64,
                        study.reference(),
                        context,
                        Optional.empty(),
                        study.firstRow(),
                        onEncodings));
            }
        }
        return new Plan(study, cells);
    }
}
