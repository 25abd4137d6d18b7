package io.github.ropelab.cli;

import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.RotaryChoice;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.llama.ForwardPass;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rope model info}. */
@Command(
        name = "info",
        description = {
            "What a model is, and the memory that a run needs. No weight is read.",
            "Example: rope model info tiny-llama --lengths 256,4096"
        },
        mixinStandardHelpOptions = true)
final class ModelInfoCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        JSON
    }

    private static final double MEBI = 1 << 20;

    @Mixin
    private CheckpointOptions model;

    @Mixin
    private Output output;

    @Option(
            names = "--lengths",
            paramLabel = "N,N,...",
            split = ",",
            description = "sequences whose memory is asked for, tokens; the trained length × 1, 4, 16 if left out")
    private List<Integer> lengths = List.of();

    @Option(names = "--format", description = "table (default) or json")
    private Format format = Format.TABLE;

    @Override
    public Integer call() throws IOException {
        Checkpoint checkpoint = model.open();
        ModelLengths.check(lengths);
        output.write(format == Format.JSON ? Json.text(document(checkpoint)) : table(checkpoint));
        return 0;
    }

    private List<Integer> asked(Checkpoint checkpoint) {
        return lengths.isEmpty()
                ? IntStream.of(1, 4, 16)
                        .mapToObj(times -> times * checkpoint.trainedLength())
                        .toList()
                : lengths;
    }

    private static String tokenizer(Checkpoint checkpoint) {
        try {
            return checkpoint.tokenizer().name();
        } catch (InvalidInput e) {
            return "none that is understood (" + e.getMessage() + ")";
        }
    }

    private Map<String, Long> files() throws IOException {
        Path path = model.path();
        Map<String, Long> sizes = new LinkedHashMap<>();
        if (Files.isRegularFile(path)) {
            sizes.put(path.getFileName().toString(), Files.size(path));
            return sizes;
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    /** How the numbers of a folder's weights are stored; of other files their provenance says it. */
    private List<String> types() throws IOException {
        Path path = model.path();
        return Files.isRegularFile(path)
                ? List.of()
                : files().keySet().stream()
                        .filter(name -> name.endsWith(".safetensors"))
                        .flatMap(name -> SafetensorsFile.open(path.resolve(name)).tensors().values().stream())
                        .map(tensor -> tensor.type().name())
                        .distinct()
                        .sorted()
                        .toList();
    }

    private Map<String, Object> document(Checkpoint checkpoint) throws IOException {
        LlamaShape shape = checkpoint.shape();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", model.name());
        document.put("origin", checkpoint.provenance());
        document.put("types", types());
        document.put("files", files());
        Map<String, Object> sizes = new LinkedHashMap<>();
        sizes.put("vocab_size", shape.vocabulary());
        sizes.put("hidden_size", shape.width());
        sizes.put("num_hidden_layers", shape.layers());
        sizes.put("num_attention_heads", shape.heads());
        sizes.put("num_key_value_heads", shape.keyValueHeads());
        sizes.put("head_dim", shape.headDim());
        sizes.put("intermediate_size", shape.inner());
        sizes.put("rms_norm_eps", shape.normEpsilon());
        sizes.put("tie_word_embeddings", shape.tied());
        document.put("shape", sizes);
        document.put("parameters", shape.parameters());
        document.put("trained_length", checkpoint.trainedLength());
        document.put("tokenizer", tokenizer(checkpoint));
        document.put("rotary", rules(checkpoint).documents());
        List<Map<String, Object>> memory = new ArrayList<>();
        for (int length : asked(checkpoint)) {
            memory.add(new LinkedHashMap<>(Map.of("tokens", length, "bytes", ForwardPass.bytes(shape, length))));
        }
        document.put("memory", memory);
        return document;
    }

    private static LayerRules rules(Checkpoint checkpoint) {
        return new LayerRules(RotaryChoice.ofConfig().at(checkpoint, checkpoint.trainedLength()));
    }

    private String table(Checkpoint checkpoint) throws IOException {
        LlamaShape shape = checkpoint.shape();
        HeadedLines text = new HeadedLines()
                .line("model", model.name())
                .line(
                        "files",
                        files().entrySet().stream()
                                .map(file -> file.getKey() + " " + mebibytes(file.getValue()))
                                .collect(Collectors.joining(", ")));
        checkpoint.provenance().forEach(text::line);
        if (!types().isEmpty()) {
            text.line("types", String.join(", ", types()));
        }
        text.line(
                        "shape",
                        shape.layers() + " layers of width " + shape.width() + ", " + shape.heads()
                                + " query heads and " + shape.keyValueHeads() + " key heads of width "
                                + shape.headDim() + ", inner width " + shape.inner() + ", vocabulary "
                                + shape.vocabulary() + ", " + (shape.tied() ? "tied" : "untied") + " head")
                .line("parameters", String.format(Locale.ROOT, "%,d", shape.parameters()))
                .line("trained", checkpoint.trainedLength() + " tokens")
                .line("tokenizer", tokenizer(checkpoint));
        rules(checkpoint).lines().forEach(line -> text.line("rotary", line));
        text.line(
                "memory",
                asked(checkpoint).stream()
                        .map(length -> length + " tokens: " + mebibytes(ForwardPass.bytes(shape, length)))
                        .collect(Collectors.joining(", ")));
        return text.toString();
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, bytes < MEBI / 10 ? "%.3f MiB" : "%.1f MiB", bytes / MEBI);
    }
}
