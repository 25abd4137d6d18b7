package io.github.ropelab.experiments.metric;

import io.github.ropelab.experiments.outcome.PasskeyScore;
import io.github.ropelab.experiments.outcome.PasskeyTask;
import io.github.ropelab.experiments.outcome.SequenceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The values of a passkey task at one length: of each depth, [100·j/D, 100·(j+1)/D) per cent rounded to whole ones, and of all.
 *
 * @param task what is told and asked
 * @param length of the prompts, tokens
 */
record PasskeyBuckets(PasskeyTask task, int length) {
    /** A value and what it rests on. */
    record Value(double value, long n) {}

    List<Measurement> measure(
            SequenceModel model,
            int[] text,
            long seed,
            List<String> statistics,
            BiFunction<String, PasskeyScore, Value> values) {
        Optional<String> refusal = task.refusal(model.tokenizer(), length);
        List<PasskeyScore> scores = refusal.isPresent()
                ? List.of()
                : PasskeyScore.byDepth(model, task, task.prompts(model.tokenizer(), text, length, seed));
        List<Measurement> measurements = new ArrayList<>();
        for (String statistic : statistics) {
            PasskeyScore all = PasskeyScore.NONE;
            for (int depth = 0; depth < scores.size(); depth++) {
                Value value = values.apply(statistic, scores.get(depth));
                measurements.add(Measurement.of(statistic, bucket(depth), value.value(), value.n()));
                all = all.plus(scores.get(depth));
            }
            Bucket whole = new Bucket(Bucket.Axis.ALL, 0, length);
            if (refusal.isPresent()) {
                measurements.add(Measurement.undefined(statistic, whole, "the length must " + refusal.get()));
            } else {
                Value value = values.apply(statistic, all);
                measurements.add(Measurement.of(statistic, whole, value.value(), value.n()));
            }
        }
        return measurements;
    }

    private Bucket bucket(int depth) {
        return new Bucket(
                Bucket.Axis.DEPTH,
                PasskeyTask.percent(depth, task.depths()),
                PasskeyTask.percent(depth + 1, task.depths()));
    }
}
