package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.gguf.GgufFile;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tokens.LibraryTokenizer;
import io.github.ropelab.model.tokens.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A GGUF file of the architecture llama. */
final class GgufCheckpoint implements Checkpoint {
    private final Path path;
    private final GgufFile file;
    private final LlamaConfig config;

    private GgufCheckpoint(Path path, GgufFile file, LlamaConfig config) {
        this.path = path;
        this.file = file;
        this.config = config;
    }

    static GgufCheckpoint open(Path path) {
        GgufFile file = GgufFile.open(path);
        LlamaConfig config = GgufConfig.of(file);
        LlamaTensors.check(config.shape(), file, GgufNames::of, name -> name.equals(GgufRotary.DIVISORS));
        config.checkRotary();
        return new GgufCheckpoint(path, file, config);
    }

    @Override
    public String origin() {
        return path.toString();
    }

    @Override
    public LlamaShape shape() {
        return config.shape();
    }

    @Override
    public String config() {
        return config.json();
    }

    @Override
    public int trainedLength() {
        return config.trainedLength();
    }

    @Override
    public Llama load() {
        return LlamaTensors.load(config.shape(), this::read);
    }

    private float[] read(String name) {
        LlamaShape shape = config.shape();
        float[] values = file.floats(GgufNames.of(name));
        if (name.endsWith(LlamaTensors.QUERY)) {
            return PairOrder.halfSplit(values, shape.heads(), shape.headDim(), shape.width());
        }
        return name.endsWith(LlamaTensors.KEY)
                ? PairOrder.halfSplit(values, shape.keyValueHeads(), shape.headDim(), shape.width())
                : values;
    }

    @Override
    public Tokenizer tokenizer() {
        Path beside = path.resolveSibling("tokenizer.json");
        if (Files.exists(beside)) {
            return LibraryTokenizer.ofFile(beside, config.shape().vocabulary());
        }
        return LibraryTokenizer.ofText(
                path.toString(),
                GgufTokenizer.json(file.metadata()),
                config.shape().vocabulary());
    }

    @Override
    public SortedMap<String, String> provenance() {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("format", "GGUF " + file.version());
        facts.put("sha256", file.sha256());
        facts.put(
                "types",
                file.names().stream().map(file::type).distinct().sorted().collect(Collectors.joining(", ")));
        for (String key : List.of("general.name", "general.license", "general.organization")) {
            if (file.metadata().has(key)) {
                facts.put(
                        key.substring("general.".length()),
                        String.valueOf(file.metadata().values().get(key)));
            }
        }
        return facts;
    }
}
