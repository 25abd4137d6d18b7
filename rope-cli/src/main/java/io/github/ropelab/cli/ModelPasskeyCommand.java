package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.outcome.PasskeyScore;
import io.github.ropelab.experiments.outcome.PasskeyTask;
import io.github.ropelab.experiments.outcome.SequenceModel;
import io.github.ropelab.experiments.outcome.TextWindows;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.tokens.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope model passkey}. */
@Command(
        name = "passkey",
        description = {
            "Does a model find a number that was told in the middle of a text? Share of digits that are its likeliest token, by depth "
                    + "and length; chance is 0.1.",
            "First comes the model's own accuracy inside its trained length. Where that is at chance (one-sided binomial test), "
                    + "strategies are not ranked.",
            "Example: rope model passkey SmolLM2.gguf --strategies none,yarn:factor=2 --lengths 8192,16384 --samples 2"
        },
        mixinStandardHelpOptions = true)
final class ModelPasskeyCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    @Mixin
    private CheckpointOptions model = new CheckpointOptions(CheckpointOptions.FINDS);

    @Mixin
    private RotaryOptions rotary;

    @Mixin
    private TokenOptions tokens;

    @Mixin
    private Output output;

    @Option(
            names = {"--lengths", "--length"},
            paramLabel = "N,N,...",
            split = ",",
            description = "tokens of a prompt; the trained length × 1, 2, 4, halved to at most 4096, if left out")
    private List<Integer> lengths = List.of();

    @Option(names = "--depths", paramLabel = "N", description = "places in the text; 10 if left out")
    private int depths = 10;

    @Option(names = "--digits", paramLabel = "N", description = "digits of a number, 3 to 9; 5 if left out")
    private int digits = 5;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "draws of all numbers, each in a stretch of the text of its own; 1 if left out")
    private int samples = 1;

    @Option(names = "--seed", paramLabel = "N", description = "of the first draw; 0 if left out")
    private long seed;

    @Option(
            names = "--prompt",
            paramLabel = "KIND",
            description =
                    "named: all numbers in one text, each with a name; single: one number per text, a text for each depth; "
                            + "named if left out, single where half of the shortest length does not hold the sentences")
    private PasskeyTask.Prompt prompt;

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        Checkpoint checkpoint = model.open();
        InvalidParameter.require(samples >= 1, "--samples", samples, "be at least 1");
        ModelLengths.check(lengths);
        int trained = rotary.trained(checkpoint);
        List<Integer> asked = lengths.isEmpty() ? ModelLengths.usual(trained) : lengths;
        int inRange = asked.stream()
                .filter(length -> length <= trained)
                .max(Integer::compare)
                .orElse(trained);
        List<Integer> all =
                Stream.concat(asked.stream(), Stream.of(inRange)).distinct().toList();
        rotary.check(checkpoint, all);
        Tokenizer tokenizer = checkpoint.tokenizer();
        PasskeyTask task = task(tokenizer, Collections.min(all));
        for (int length : all) {
            task.refusal(tokenizer, length).ifPresent(rule -> {
                throw new InvalidParameter("--lengths", length, rule);
            });
        }
        if (Collections.max(all) > trained) {
            model.tell("prompts of " + Collections.max(all) + " tokens are longer than the trained length " + trained);
        }
        PasskeyScores scores = scores(checkpoint, task, windows(tokenizer, Collections.max(all)), asked, inRange);
        output.write(format == Format.JSON ? Json.text(document(checkpoint, task, scores)) : scores.table());
        return 0;
    }

    private PasskeyTask task(Tokenizer tokenizer, int shortest) {
        if (prompt != null) {
            return new PasskeyTask(depths, digits, prompt);
        }
        boolean named = depths <= PasskeyTask.MOST_NAMED
                && new PasskeyTask(depths, digits, PasskeyTask.Prompt.NAMED)
                        .refusal(tokenizer, shortest / 2)
                        .isEmpty();
        return new PasskeyTask(depths, digits, named ? PasskeyTask.Prompt.NAMED : PasskeyTask.Prompt.SINGLE);
    }

    private TextWindows windows(Tokenizer tokenizer, int longest) {
        int[] read = tokens.read(tokenizer);
        long needed = (long) samples * longest;
        InvalidParameter.require(
                needed <= read.length,
                "--samples",
                samples,
                "fit with " + longest + " tokens each into the " + read.length + " of " + tokens.name());
        return new TextWindows(tokens.name(), tokens.sha256(), Arrays.copyOf(read, (int) needed), samples);
    }

    /** What is run: a rotary part at a length. Equal ones are run once. */
    private record Case(RotaryChoice choice, int length) {}

    private PasskeyScores scores(
            Checkpoint checkpoint, PasskeyTask task, TextWindows windows, List<Integer> asked, int inRange) {
        List<Case> cases = new ArrayList<>(List.of(new Case(RotaryChoice.ofConfig(), inRange)));
        rotary.choices().values().forEach(choice -> asked.forEach(length -> cases.add(new Case(choice, length))));
        int passes = samples * (task.prompt() == PasskeyTask.Prompt.NAMED ? 1 : task.depths());
        List<Integer> lengthsOfPasses = cases.stream()
                .distinct()
                .flatMap(one -> Collections.nCopies(passes, one.length()).stream())
                .toList();
        Map<Case, List<PasskeyScore>> known = new LinkedHashMap<>();
        try (ModelRun run = new ModelRun("passkey", checkpoint.shape(), lengthsOfPasses, model.quiet())) {
            Llama weights = checkpoint.load();
            Kernels kernels = model.kernels();
            cases.stream()
                    .distinct()
                    .forEach(one -> known.put(one, score(checkpoint, weights, kernels, run, task, windows, one)));
        }
        Map<String, Map<Integer, List<PasskeyScore>>> byStrategy = new LinkedHashMap<>();
        rotary.choices().forEach((label, choice) -> {
            Map<Integer, List<PasskeyScore>> byLength = new LinkedHashMap<>();
            asked.forEach(length -> byLength.put(length, known.get(new Case(choice, length))));
            byStrategy.put(label, byLength);
        });
        PasskeyScore own = known.get(cases.get(0)).stream().reduce(PasskeyScore.NONE, PasskeyScore::plus);
        return new PasskeyScores(inRange, own, asked, byStrategy);
    }

    private List<PasskeyScore> score(
            Checkpoint checkpoint,
            Llama weights,
            Kernels kernels,
            ModelRun run,
            PasskeyTask task,
            TextWindows windows,
            Case one) {
        List<PasskeyScore> sums = new ArrayList<>(Collections.nCopies(task.depths(), PasskeyScore.NONE));
        for (int sample = 0; sample < samples; sample++) {
            SequenceModel sequences = new SequenceModel(
                    weights,
                    checkpoint.tokenizer(),
                    kernels,
                    length -> RotaryOptions.part(one.choice(), checkpoint, length),
                    ended(checkpoint, run, one.length()));
            List<PasskeyScore> scores = PasskeyScore.byDepth(
                    sequences,
                    task,
                    task.prompts(
                            sequences.tokenizer(), windows.window(sample, one.length()), one.length(), seed + sample));
            for (int depth = 0; depth < sums.size(); depth++) {
                sums.set(depth, sums.get(depth).plus(scores.get(depth)));
            }
        }
        return sums;
    }

    /** Counts a pass as ended with its last layer: only the answers' logits follow. */
    private static ForwardListener ended(Checkpoint checkpoint, ModelRun run, int length) {
        ForwardListener layers = run.pass(length);
        return new ForwardListener() {
            @Override
            public void projected(int layer, float[] q, float[] k, float[] v) {
                layers.projected(layer, q, k, v);
            }

            @Override
            public void done(int done) {
                layers.done(done);
                if (done == checkpoint.shape().layers()) {
                    run.ended(length);
                }
            }
        };
    }

    private Map<String, Object> document(Checkpoint checkpoint, PasskeyTask task, PasskeyScores scores) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", model.name());
        document.put("model_sha256", checkpoint.provenance().get("sha256"));
        document.put("text", tokens.name());
        document.put("text_sha256", tokens.sha256());
        document.put("trained_length", rotary.trained(checkpoint));
        document.put("prompt", task.prompt().name().toLowerCase(Locale.ROOT));
        document.put("samples", samples);
        document.put("seed", seed);
        document.putAll(scores.document());
        return document;
    }
}
