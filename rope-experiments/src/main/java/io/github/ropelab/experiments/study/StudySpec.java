package io.github.ropelab.experiments.study;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.experiments.data.DataSet;
import io.github.ropelab.experiments.data.SweptLengths;
import io.github.ropelab.experiments.metric.ComparedKeys;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.outcome.ModelVectors;
import io.github.ropelab.experiments.outcome.StudyModel;
import java.util.LinkedHashSet;
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
 * @param comparedKeys which keys the rows of both sides see
 * @param strategies to compare
 * @param baseline label of the strategy that paired statistics compare the others with
 * @param arithmetics precisions of the rotations to sweep; the reference is always computed in double
 * @param data vectors to compare them on
 * @param shapes heads without vectors, for metrics of encodings
 * @param pairs which strategies the metrics of two encodings compare
 * @param metrics to record
 * @param exclusions cells to leave out
 * @param notes what the reader took from elsewhere, one sentence each
 * @param scoring how the scores of rows are computed
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
        ComparedKeys comparedKeys,
        List<StrategySpec> strategies,
        String baseline,
        List<Arithmetic> arithmetics,
        List<DataSet> data,
        List<HeadShape> shapes,
        ComparedPairs pairs,
        List<Metric> metrics,
        List<Exclusion> exclusions,
        List<String> notes,
        Scores scoring) {
    /** Copies the lists. */
    public StudySpec {
        currents = List.copyOf(currents);
        strategies = List.copyOf(strategies);
        arithmetics = List.copyOf(arithmetics);
        data = List.copyOf(data);
        shapes = List.copyOf(shapes);
        metrics = List.copyOf(metrics);
        exclusions = List.copyOf(exclusions);
        notes = List.copyOf(notes);
    }

    /** The study with cells left out. */
    StudySpec without(List<Exclusion> cells) {
        return new StudySpec(
                name,
                question,
                fileSha256,
                trained,
                target,
                currents,
                firstRow,
                reference,
                comparedKeys,
                strategies,
                baseline,
                arithmetics,
                data,
                shapes,
                pairs,
                metrics,
                cells,
                notes,
                scoring);
    }

    /** The study's lengths. */
    private SweptLengths lengths() {
        return new SweptLengths(trained, target, currents, firstRow);
    }

    private SweptLengths lengths(DataSet set) {
        return set.ownLengths().orElse(lengths());
    }

    /** The contexts of a head shape, one for each current length. */
    public List<RopeContext> contexts(HeadShape shape) {
        return lengths().contexts(shape.geometry(), shape.base());
    }

    /** The contexts of a data set, one for each current length that it is swept over. */
    public List<RopeContext> contexts(DataSet set) {
        return lengths(set).contexts(set.geometry(), set.base());
    }

    /** Row metrics on a data set leave out earlier rows. */
    public int firstRow(DataSet set) {
        return lengths(set).firstRow();
    }

    /** Every context of the study, those of the data first; each once. */
    public List<RopeContext> contexts() {
        LinkedHashSet<RopeContext> contexts = new LinkedHashSet<>();
        data.forEach(set -> contexts.addAll(contexts(set)));
        shapes.forEach(shape -> contexts.addAll(contexts(shape)));
        return List.copyOf(contexts);
    }

    /** Those of the notes that say which model is left out. */
    public List<String> leftOut() {
        return notes.stream()
                .filter(note -> note.contains(ModelReader.LEFT_OUT))
                .toList();
    }

    /** Which loops compute, for manifests. */
    public String kernel() {
        return data.stream().anyMatch(ModelVectors.class::isInstance)
                ? scoring.kernel() + "; of models: " + StudyModel.kernels()
                : scoring.kernel();
    }

    /** The reference with the keys that are compared. */
    public String referenceLabel() {
        return comparedKeys.label(reference.label());
    }

    /** The pairs of strategies that metrics of two encodings compare. */
    public List<ComparedPairs.Pair> comparedPairs() {
        return pairs.of(reference, strategies);
    }
}
