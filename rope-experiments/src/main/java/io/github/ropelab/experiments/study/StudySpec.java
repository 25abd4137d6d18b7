package io.github.ropelab.experiments.study;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.metric.Metric;
import java.util.List;
import java.util.OptionalInt;

/**
 * A study.
 *
 * @param name of the study
 * @param question that it answers, in one sentence
 * @param fileSha256 of the study file
 * @param trained trained length, tokens
 * @param target length that strategies are made for; absent: each cell's current length
 * @param currents current lengths to sweep, tokens
 * @param firstRow row metrics leave out earlier rows
 * @param reference encoding that drift is measured from
 * @param strategies to compare
 * @param arithmetics precisions of the rotations to sweep; the reference is always computed in double
 * @param data vectors to compare them on
 * @param metrics to record
 */
public record StudySpec(
        String name,
        String question,
        String fileSha256,
        int trained,
        OptionalInt target,
        List<Integer> currents,
        int firstRow,
        StrategySpec reference,
        List<StrategySpec> strategies,
        List<Arithmetic> arithmetics,
        List<DataSet> data,
        List<Metric> metrics) {
    /** Copies the lists. */
    public StudySpec {
        currents = List.copyOf(currents);
        strategies = List.copyOf(strategies);
        arithmetics = List.copyOf(arithmetics);
        data = List.copyOf(data);
        metrics = List.copyOf(metrics);
    }

    /** The three lengths of a cell. */
    public Lengths lengths(int current) {
        return new Lengths(trained, target.orElse(current), current);
    }
}
