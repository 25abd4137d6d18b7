package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.outcome.TextWindows;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.tensor.ElementType;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope model nll}. */
@Command(
        name = "nll",
        description = {
            "Loss of a model on a text, -ln p of each token given those before it, in nats: by strategy, length and position.",
            "mean: over all predicted tokens; target: over the last ones, which are the same tokens at every length, because the "
                    + "windows of all lengths end together; then by position.",
            "Example: rope model nll tiny-llama --strategies none,yarn:factor=4 --lengths 256,1024 --windows 2"
        },
        mixinStandardHelpOptions = true)
final class ModelNllCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON,
        CSV,
        NPY
    }

    @Mixin
    private CheckpointOptions model;

    @Mixin
    private RotaryOptions rotary;

    @Mixin
    private TokenOptions tokens;

    @Option(
            names = {"--lengths", "--length"},
            paramLabel = "N,N,...",
            split = ",",
            description =
                    "tokens of a sequence; if left out all of --tokens, and of a text the trained length × 1, 2, 4, halved "
                            + "to at most 4096")
    private List<Integer> lengths = List.of();

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "how many sequences, one after the other from --offset on; 1 if left out")
    private int windows = 1;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "tokens of the target; the trained length, or one less than the shortest length, if left out")
    private Integer last;

    @Option(
            names = "--bucket",
            paramLabel = "N",
            description =
                    "width of the position buckets of json and csv, tokens; a quarter of the trained length if left out")
    private Integer bucket;

    @Option(
            names = "--per-position",
            description =
                    "the loss of every token of one sequence: csv, or float32 .npy, whose entry i is the loss of token i+1")
    private boolean perPosition;

    @Option(
            names = "--logits",
            paramLabel = "P,P,...",
            split = ",",
            description =
                    "the logits after the tokens at these positions of one sequence, a float32 .npy [positions, vocabulary]")
    private List<Integer> logits = List.of();

    @Option(names = "--format", description = "table (default), json or csv; npy with --per-position or --logits")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write here instead of to standard output; a name in .npy asks for that format")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Checkpoint checkpoint = model.open();
        boolean single = perPosition || !logits.isEmpty();
        Format asked = asked(single);
        int[] read = tokens.read(checkpoint.tokenizer());
        List<Integer> sequences = lengths(checkpoint, read.length);
        rotary.check(checkpoint, sequences);
        if (single) {
            InvalidParameter.require(
                    rotary.choices().size() == 1 && sequences.size() == 1 && windows == 1,
                    perPosition ? "--per-position" : "--logits",
                    rotary.choices().keySet() + " at " + sequences,
                    "be used with one strategy, one length and one window");
        }
        int longest = Collections.max(sequences);
        InvalidParameter.require(
                windows >= 1 && (long) windows * longest <= read.length,
                "--windows",
                windows,
                "be at least 1 and of " + longest + " tokens fit into the " + read.length + " of " + tokens.name());
        noteLengths(checkpoint, longest);
        write(single ? ofOne(checkpoint, read, longest, asked) : scores(checkpoint, read, sequences, asked));
        return 0;
    }

    private Format asked(boolean single) {
        boolean npy = file != null && file.toString().endsWith(".npy");
        Format otherwise = npy || !logits.isEmpty() ? Format.NPY : single ? Format.CSV : Format.TABLE;
        Format asked = format == null ? otherwise : format;
        InvalidParameter.require(
                !perPosition || logits.isEmpty(), "--logits", logits, "not be given together with --per-position");
        InvalidParameter.require(logits.isEmpty() || asked == Format.NPY, "--format", asked, "be npy with --logits");
        InvalidParameter.require(
                !perPosition || asked == Format.NPY || asked == Format.CSV,
                "--format",
                asked,
                "be csv or npy with --per-position");
        InvalidParameter.require(
                single || asked != Format.NPY, "--format", "npy", "be used with --per-position or --logits");
        return asked;
    }

    private List<Integer> lengths(Checkpoint checkpoint, int read) {
        ModelLengths.check(lengths);
        if (!lengths.isEmpty()) {
            return lengths;
        }
        if (tokens.given() || perPosition || !logits.isEmpty()) {
            return List.of(tokens.given() ? read : Math.min(read, checkpoint.trainedLength()));
        }
        List<Integer> usual = ModelLengths.usual(rotary.trained(checkpoint)).stream()
                .filter(length -> (long) windows * length <= read)
                .toList();
        return usual.isEmpty() ? List.of(Math.max(2, read / windows)) : usual;
    }

    private void noteLengths(Checkpoint checkpoint, int longest) {
        int trained = rotary.trained(checkpoint);
        if (longest > trained) {
            model.tell("sequences of " + longest + " tokens are longer than the trained length " + trained);
        }
    }

    private byte[] scores(Checkpoint checkpoint, int[] read, List<Integer> sequences, Format asked) {
        int trained = rotary.trained(checkpoint);
        int shortest = Collections.min(sequences);
        int target = last == null ? Math.min(trained, shortest - 1) : last;
        InvalidParameter.require(
                target >= 1 && target < shortest,
                "--last",
                target,
                "be from 1 to " + (shortest - 1) + ", one less than the shortest length");
        int width = bucket == null ? Math.max(1, trained / 4) : bucket;
        InvalidParameter.require(width >= 1, "--bucket", width, "be at least 1");
        NllScores scores = new NllScores(runs(checkpoint, read, sequences), trained, width, target);
        String text =
                switch (asked) {
                    case CSV -> scores.csv();
                    case JSON -> Json.text(document(checkpoint, scores));
                    default -> scores.table();
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> document(Checkpoint checkpoint, NllScores scores) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", model.name());
        document.put("model_sha256", checkpoint.provenance().get("sha256"));
        document.put("tokens", tokens.name());
        document.put("tokens_sha256", tokens.sha256());
        document.put("offset", tokens.offset());
        document.put("trained_length", scores.trained());
        document.put("target_tokens", scores.last());
        document.put("kernels", model.kernels().name());
        document.put("runs", scores.documents());
        return document;
    }

    private List<NllScores.Run> runs(Checkpoint checkpoint, int[] read, List<Integer> sequences) {
        int longest = Collections.max(sequences);
        TextWindows cut = new TextWindows(
                tokens.name(), tokens.sha256(), Arrays.copyOf(read, Math.multiplyExact(windows, longest)), windows);
        List<NllScores.Run> runs = new ArrayList<>();
        List<Integer> passes = rotary.choices().keySet().stream()
                .flatMap(label -> sequences.stream().flatMap(length -> Collections.nCopies(windows, length).stream()))
                .toList();
        try (ModelRun run = new ModelRun("nll", checkpoint.shape(), passes, model.quiet())) {
            Llama weights = checkpoint.load();
            Kernels kernels = model.kernels();
            rotary.choices().forEach((label, choice) -> {
                for (int length : sequences) {
                    for (int window = 0; window < windows; window++) {
                        ForwardPass pass = new ForwardPass(
                                weights, RotaryOptions.part(choice, checkpoint, length), kernels, run.pass(length));
                        runs.add(new NllScores.Run(label, length, window, pass.nll(cut.window(window, length))));
                        run.ended(length);
                    }
                }
            });
        }
        return runs;
    }

    /** Losses or logits of the first tokens. */
    private byte[] ofOne(Checkpoint checkpoint, int[] read, int length, Format asked) {
        int[] sequence = Arrays.copyOf(read, length);
        logits.forEach(position -> InvalidParameter.require(
                position >= 0 && position < length, "--logits", position, "be positions from 0 to " + (length - 1)));
        RotaryChoice choice = rotary.choices().values().iterator().next();
        try (ModelRun run = new ModelRun("nll", checkpoint.shape(), List.of(length), model.quiet())) {
            ForwardPass pass = new ForwardPass(
                    checkpoint.load(),
                    RotaryOptions.part(choice, checkpoint, length),
                    model.kernels(),
                    run.pass(length));
            byte[] bytes;
            if (perPosition) {
                float[] nll = pass.nll(sequence);
                bytes = asked == Format.NPY
                        ? npy(List.of(nll.length), nll)
                        : lines(sequence, nll).getBytes(StandardCharsets.UTF_8);
            } else {
                int vocabulary = checkpoint.shape().vocabulary();
                float[] rows = new float[Math.multiplyExact(logits.size(), vocabulary)];
                float[] hidden = pass.hidden(sequence);
                for (int i = 0; i < logits.size(); i++) {
                    int to = i * vocabulary;
                    pass.logits(
                            hidden,
                            logits.get(i),
                            1,
                            (position, values, from) -> System.arraycopy(values, from, rows, to, vocabulary));
                }
                bytes = npy(List.of(logits.size(), vocabulary), rows);
            }
            run.ended(length);
            return bytes;
        }
    }

    private static String lines(int[] sequence, float[] nll) {
        StringBuilder text = new StringBuilder("position,token,nll\n");
        for (int i = 0; i < nll.length; i++) {
            text.append(i + 1)
                    .append(',')
                    .append(sequence[i + 1])
                    .append(',')
                    .append(nll[i])
                    .append('\n');
        }
        return text.toString();
    }

    private static byte[] npy(List<Integer> shape, float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return NpyFile.bytes(new NumberArray(ElementType.F32, shape, wide));
    }

    private void write(byte[] bytes) throws IOException {
        if (file == null) {
            System.out.write(bytes);
            System.out.flush();
        } else {
            Output.write(file, bytes);
        }
    }
}
