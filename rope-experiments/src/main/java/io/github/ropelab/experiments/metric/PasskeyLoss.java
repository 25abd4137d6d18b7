package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.experiments.outcome.PasskeyTask;
import io.github.ropelab.experiments.outcome.SequenceModel;
import java.util.List;
import java.util.Optional;

/**
 * Loss of the digits of {@link Passkey}'s keys, in the same passes: smoother than hits.
 *
 * @param depths as there
 * @param digits as there
 * @param prompt as there
 */
public record PasskeyLoss(int depths, int digits, PasskeyTask.Prompt prompt) implements ModelMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
                    "passkey-nll",
                    1,
                    "Loss of passkey digits",
                    "nats",
                    MetricType.Direction.LOWER_IS_CLOSER,
                    "digits: -ln p of a key's tokens, teacher forced, summed and divided by its digits; prompts as for passkey. A model that "
                            + "knows a digit comes and nothing of which has ln 10 = 2.303",
                    Passkey.TYPE.source(),
                    Passkey.PARAMETERS,
                    Optional.of(Passkey.observations()))
            .within(FLOAT32);

    /** Checks the parameters. */
    public PasskeyLoss {
        new PasskeyTask(depths, digits, prompt);
    }

    static PasskeyLoss from(Params params) {
        Passkey same = Passkey.from(params);
        return new PasskeyLoss(same.depths(), same.digits(), same.prompt());
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(SequenceModel model, int[] text, CellShape shape, long seed) {
        PasskeyBuckets buckets = new PasskeyBuckets(new PasskeyTask(depths, digits, prompt), shape.current());
        return buckets.measure(
                model,
                text,
                seed,
                List.of("digits"),
                (statistic, score) -> new PasskeyBuckets.Value(score.digitLoss(), score.digits()));
    }
}
