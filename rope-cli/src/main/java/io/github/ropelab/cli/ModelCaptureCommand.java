package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.layer.LayerRule;
import io.github.ropelab.experiments.outcome.CaptureFile;
import io.github.ropelab.experiments.outcome.CapturedHeads;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.config.StrategyText;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.llama.ForwardListener;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.RotaryPart;
import io.github.ropelab.model.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope model capture}. */
@Command(
        name = "capture",
        description = {
            "Queries, keys and values of a model on a text, before rotation, as a .safetensors file that studies read.",
            "The hidden states are made under --strategy, the model's own rotary part if left out. What a study writes under data "
                    + "to read the file goes to standard output.",
            "Example: rope model capture tiny-llama --layers 0,2 --heads 0,1 --length 512 -o mine.safetensors"
        },
        mixinStandardHelpOptions = true)
final class ModelCaptureCommand implements Callable<Integer> {
    private enum Type {
        F16,
        F32
    }

    @Mixin
    private CheckpointOptions model;

    @Mixin
    private RotaryOptions rotary;

    @Mixin
    private TokenOptions tokens;

    @Option(names = "--layers", paramLabel = "N,N,...", split = ",", description = "counted from 0; all if left out")
    private List<Integer> layers = List.of();

    @Option(
            names = "--heads",
            paramLabel = "N,N,...",
            split = ",",
            description = "query heads of each layer, counted from 0, as many of each key head; all if left out")
    private List<Integer> heads = List.of();

    @Option(names = "--length", paramLabel = "N", description = "tokens; the trained length if left out")
    private Integer length;

    @Option(names = "--type", description = "f16 (default) or f32")
    private Type type = Type.F16;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "the .safetensors file")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Checkpoint checkpoint = model.open();
        int current = length == null ? checkpoint.trainedLength() : length;
        ModelLengths.check(List.of(current));
        InvalidParameter.require(
                rotary.choices().size() == 1,
                "--strategy",
                rotary.choices().keySet(),
                "be one: its rule makes the hidden states");
        rotary.check(checkpoint, List.of(current));
        RotaryChoice choice = rotary.choices().values().iterator().next();
        CapturedHeads kept = CapturedHeads.of(checkpoint.shape(), layers, heads);
        double base = base(checkpoint, kept, current);
        int[] read = tokens.first(checkpoint.tokenizer(), current);
        if (current > rotary.trained(checkpoint)) {
            model.tell(current + " tokens are more than the trained length " + rotary.trained(checkpoint));
        }
        RotaryPart part = RotaryOptions.part(choice, checkpoint, current);
        CaptureFile capture =
                new CaptureFile(checkpoint.shape(), kept, type == Type.F16 ? ElementType.F16 : ElementType.F32, read);
        int last = kept.layers().get(kept.layers().size() - 1) + 1;
        try (ModelRun run = ModelRun.ofLayers("capture", checkpoint.shape(), last, current, model.quiet())) {
            capture.write(file, origin(checkpoint, part, base), writer -> new ForwardPass(
                            checkpoint.load(), part, model.kernels(), both(run.pass(current), writer))
                    .hidden(read));
        } catch (IOException e) {
            throw new InvalidInput(
                    file.toString(), Problem.of("", "", "be a file that can be written: " + IoReason.of(e)));
        }
        System.out.print("data: [{file: " + file + ", pairing: half-split, base: " + Numbers.plain(base) + "}]\n");
        return 0;
    }

    /** The base that the kept layers are rotated with by the model's own config: one, as a study's file has one. */
    private static double base(Checkpoint checkpoint, CapturedHeads kept, int current) {
        RotaryPart own = RotaryChoice.ofConfig().at(checkpoint, current);
        List<Double> bases = kept.layers().stream()
                .map(layer -> own.layers().layer(layer).base())
                .distinct()
                .toList();
        InvalidParameter.require(bases.size() == 1, "--layers", kept.layers(), "have one θ base, not " + bases);
        return bases.get(0);
    }

    private static ForwardListener both(ForwardListener first, ForwardListener second) {
        return new ForwardListener() {
            @Override
            public void projected(int layer, float[] q, float[] k, float[] v) {
                first.projected(layer, q, k, v);
                second.projected(layer, q, k, v);
            }

            @Override
            public void done(int layers) {
                first.done(layers);
                second.done(layers);
            }
        };
    }

    private SortedMap<String, String> origin(Checkpoint checkpoint, RotaryPart part, double base) {
        SortedMap<String, String> origin = new TreeMap<>();
        checkpoint.provenance().forEach((key, value) -> origin.put("model_" + key, value));
        origin.put("model", model.name());
        origin.put("tokenizer", checkpoint.tokenizer().name());
        origin.put("text", tokens.name());
        origin.put("text_sha256", tokens.sha256());
        origin.put("text_first_token", Integer.toString(tokens.offset()));
        origin.put("rope_theta", Double.toString(base));
        origin.put("trained_context", Integer.toString(checkpoint.trainedLength()));
        origin.put(
                "strategy",
                part.layers().layers().stream()
                        .distinct()
                        .map(ModelCaptureCommand::words)
                        .collect(Collectors.joining("; ")));
        Lengths lengths = part.lengths();
        origin.put(
                "strategy_lengths",
                "trained " + lengths.trained() + ", target " + lengths.target() + ", current " + lengths.current());
        origin.put("kernels", model.kernels().name());
        return origin;
    }

    private static String words(LayerRule rule) {
        return StrategyText.of(rule.strategy().block()) + " with rope_theta " + Numbers.plain(rule.base());
    }
}
