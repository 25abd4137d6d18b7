package io.github.ropelab.experiments.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.CellShape;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Passkey;
import io.github.ropelab.experiments.metric.PasskeyLoss;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.random.Uniform;
import io.github.ropelab.experiments.result.ChanceTest;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.Checkpoints;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.tokens.ByteTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PasskeyScoreTest {
    /** Sums of a few losses in double. */
    private static final double ROUNDING = 1e-12;

    private static final PasskeyTask NAMED = new PasskeyTask(10, 5, PasskeyTask.Prompt.NAMED);
    private static final int[] TEXT = new ByteTokenizer().encode("x".repeat(2000));

    /** What a model with these likeliest tokens would score; the loss of a token is a tenth of its index. */
    private static PasskeyScore score(PasskeyPrompt prompt, int[] likeliest) {
        int first = prompt.firstAsked();
        float[] nll = new float[prompt.tokens().length - first];
        for (int i = 0; i < nll.length; i++) {
            nll[i] = 0.1f * (first + i);
        }
        SequenceModel.Scored scored =
                new SequenceModel.Scored(first, nll, Arrays.copyOfRange(likeliest, first, likeliest.length));
        return prompt.answers().stream()
                .map(answer -> PasskeyScore.of(prompt, answer, scored))
                .reduce(PasskeyScore.NONE, PasskeyScore::plus);
    }

    @Test
    void whoKnowsEveryTokenIsRightEverywhere() {
        PasskeyPrompt prompt = NAMED.prompts(new ByteTokenizer(), TEXT, 800, 1).get(0);
        PasskeyScore score = score(prompt, prompt.tokens());
        assertThat(score.digitShare()).isEqualTo(1);
        assertThat(score.exactShare()).isEqualTo(1);
        assertThat(score.digits()).isEqualTo(50);
        assertThat(score.tokens()).isEqualTo(50);
        assertThat(score.keys()).isEqualTo(10);
    }

    /** One wrong digit: 49 of 50, and nine of ten keys. */
    @Test
    void oneWrongDigitTakesItsKey() {
        PasskeyPrompt prompt = NAMED.prompts(new ByteTokenizer(), TEXT, 800, 1).get(0);
        int[] likeliest = prompt.tokens().clone();
        likeliest[prompt.answers().get(3).from() + 4]++;
        PasskeyScore score = score(prompt, likeliest);
        assertThat(score.digitShare()).isEqualTo(0.98);
        assertThat(score.exactShare()).isEqualTo(0.9);
    }

    /** 2000 guessed digits: chance 0.1, standard deviation 0.0067; bounds are four of it. */
    @Test
    void whoGuessesDigitsIsAtChance() {
        Uniform guess = Streams.root(11).uniform();
        PasskeyScore all = PasskeyScore.NONE;
        for (int seed = 0; seed < 40; seed++) {
            PasskeyPrompt prompt =
                    NAMED.prompts(new ByteTokenizer(), TEXT, 800, seed).get(0);
            int[] likeliest = Arrays.stream(prompt.tokens())
                    .map(token -> '0' + guess.below(10))
                    .toArray();
            all = all.plus(score(prompt, likeliest));
        }
        assertThat(all.digits()).isEqualTo(2000);
        assertThat(all.digitShare()).isBetween(ChanceTest.CHANCE - 0.027, ChanceTest.CHANCE + 0.027);
    }

    /** Of the tokens "123" and "45" after a mark without digits, the second is right: 2 of 5 digits. */
    @Test
    void aTokenCountsAsItsDigits() {
        PasskeyPrompt prompt =
                new PasskeyPrompt(new int[] {9, 9, 7, 5, 6}, List.of(new PasskeyPrompt.Answer(0, 2, List.of(0, 3, 2))));
        PasskeyScore score = score(prompt, new int[] {0, 0, 0, 0, 6});
        assertThat(score.digits()).isEqualTo(5);
        assertThat(score.digitShare()).isEqualTo(0.4);
        assertThat(score.tokens()).isEqualTo(2);
        assertThat(score.tokensRight()).isEqualTo(1);
        assertThat(score.exactShare()).isZero();
        double loss = (double) 0.1f * 2 + (double) (0.1f * 3) + (double) (0.1f * 4);
        assertThat(score.digitLoss()).isCloseTo(loss / 5, within(1e-7)); // losses are floats
    }

    /** The bundled model on 96 bytes: the metrics are the scores of the prompts, and both share the passes. */
    @Test
    void theMetricsAreTheScoresOfOnePassForEachDepth() {
        Checkpoint tiny = Checkpoints.open(DataFolder.root().resolve("models/tiny-llama"));
        int length = 96;
        AtomicInteger passes = new AtomicInteger();
        SequenceModel model = new SequenceModel(
                tiny.load(),
                tiny.tokenizer(),
                ModelKernels.installed(1),
                tokens -> RotaryChoice.ofConfig().at(tiny, tokens),
                new ForwardListener() {
                    @Override
                    public void done(int layers) {
                        passes.addAndGet(layers == tiny.shape().layers() ? 1 : 0);
                    }
                });
        int[] text = tiny.tokenizer().encode("It was a quiet morning, and nobody had come down yet. ".repeat(2));
        CellShape shape = new CellShape(256, length, 0);
        List<Measurement> hits = new Passkey(2, 5, PasskeyTask.Prompt.SINGLE).measure(model, text, shape, 3);
        List<Measurement> losses = new PasskeyLoss(2, 5, PasskeyTask.Prompt.SINGLE).measure(model, text, shape, 3);
        assertThat(passes).hasValue(2);
        PasskeyTask task = new PasskeyTask(2, 5, PasskeyTask.Prompt.SINGLE);
        List<PasskeyScore> scores = PasskeyScore.byDepth(model, task, task.prompts(tiny.tokenizer(), text, length, 3));
        Bucket near = new Bucket(Bucket.Axis.DEPTH, 50, 100);
        assertThat(hits.stream()
                        .map(m -> m.statistic() + " " + m.bucket().axis())
                        .collect(Collectors.toList()))
                .containsExactly(
                        "digits DEPTH", "digits DEPTH", "digits ALL", "exact DEPTH", "exact DEPTH", "exact ALL");
        assertThat(hits.get(1))
                .isEqualTo(Measurement.of("digits", near, scores.get(1).digitShare(), 5));
        assertThat(losses.get(1))
                .isEqualTo(Measurement.of("digits", near, scores.get(1).digitLoss(), 5));
        assertThat(losses.get(2).value().orElseThrow())
                .isCloseTo((scores.get(0).digitLoss() + scores.get(1).digitLoss()) / 2, within(ROUNDING));
        List<Measurement> tooShort = new Passkey(10, 5, PasskeyTask.Prompt.NAMED).measure(model, text, shape, 3);
        assertThat(tooShort).hasSize(2).allMatch(m -> m.value().isEmpty());
        assertThat(tooShort.get(0).note()).contains("tokens for the sentences of 10 keys");
    }
}
