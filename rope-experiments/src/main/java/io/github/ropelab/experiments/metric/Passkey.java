package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.experiments.outcome.PasskeyTask;
import io.github.ropelab.experiments.outcome.SequenceModel;
import io.github.ropelab.experiments.result.ChanceTest;
import java.util.List;
import java.util.Optional;

/**
 * Share of keys in a text that a model gives back when asked at its end.
 *
 * @param depths how many places in the text
 * @param digits of a key
 * @param prompt how keys are told and asked for
 */
public record Passkey(int depths, int digits, PasskeyTask.Prompt prompt) implements ModelMetric {
    /** The parameters, of the loss of the same prompts too. */
    static final List<ParameterDoc> PARAMETERS = List.of(
            ParameterDoc.of("depths", "10", "1 to 20 (named), 1 to 100 (single)", "how many places in the text", 5, 2),
            ParameterDoc.of("digits", "5", "3 to 9", "digits of a key", 4, 3),
            ParameterDoc.of(
                    "prompt",
                    "named",
                    "named or single",
                    "named: all keys in one text, each with a name, asked for one after the other at its end; single: one key "
                            + "per text and a text for each depth, shorter but as many passes",
                    "single",
                    "named"));

    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "passkey",
            1,
            "Passkey retrieval",
            "share",
            MetricType.Direction.HIGHER_IS_CLOSER,
            "digits: share of a key's digits that are the model's likeliest token, teacher forced; exact: share of keys with every "
                    + "digit right; key j of D after ⌊F·(j+½)/D⌋ of the F tokens of text. Chance of a digit is "
                    + ChanceTest.CHANCE
                    + " (of a token of k digits, which counts as k, 0.1ᵏ): where it is no better than that inside "
                    + "the trained length, values rank nothing",
            "Mohtashami and Jaggi 2023, arXiv 2305.16300, with a text as filler and the answer teacher forced",
            PARAMETERS,
            Optional.of(observations()));

    /** Checks the parameters. */
    public Passkey {
        new PasskeyTask(depths, digits, prompt);
    }

    static Passkey from(Params params) {
        return new Passkey(
                params.integer("depths", 10),
                params.integer("digits", 5),
                params.choice("prompt", PasskeyTask.Prompt.NAMED));
    }

    static Observations observations() {
        return new Observations(
                "digits asked for; exact: keys",
                "none: a window has one key at each depth, and digits of a key are not independent; draws and windows show the scatter",
                "there is one side, the model under the strategy");
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
                List.of("digits", "exact"),
                (statistic, score) -> statistic.equals("digits")
                        ? new PasskeyBuckets.Value(score.digitShare(), score.digits())
                        : new PasskeyBuckets.Value(score.exactShare(), score.keys()));
    }
}
