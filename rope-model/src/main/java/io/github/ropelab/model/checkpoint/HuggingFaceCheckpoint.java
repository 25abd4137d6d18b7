package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.llama.Llama;
import io.github.ropelab.model.llama.LlamaShape;
import io.github.ropelab.model.tensor.SafetensorsFile;
import io.github.ropelab.model.tensor.ShardedSafetensors;
import io.github.ropelab.model.tensor.StoredTensor;
import io.github.ropelab.model.tensor.TensorSource;
import io.github.ropelab.model.tokens.ByteTokenizer;
import io.github.ropelab.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder with {@code config.json} and {@code model.safetensors}, or an index of several such files. */
final class HuggingFaceCheckpoint implements Checkpoint {
    /** Elements that are widened at once. */
    private static final int CHUNK = 1 << 20;

    private final Path folder;
    private final LlamaConfig config;
    private final TensorSource tensors;

    private HuggingFaceCheckpoint(Path folder, LlamaConfig config, TensorSource tensors) {
        this.folder = folder;
        this.config = config;
        this.tensors = tensors;
    }

    static HuggingFaceCheckpoint open(Path folder) {
        Path file = folder.resolve("config.json");
        LlamaConfig config;
        try {
            config = LlamaConfig.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
        Path index = folder.resolve("model.safetensors.index.json");
        TensorSource tensors = Files.exists(index)
                ? ShardedSafetensors.open(index)
                : SafetensorsFile.open(folder.resolve("model.safetensors"));
        LlamaTensors.shapes(config.shape()).forEach((name, shape) -> {
            List<Integer> found = tensors.stored(name).shape();
            if (!found.equals(shape)) {
                throw new InvalidInput(
                        tensors.origin(),
                        Problem.of(name, found, "have the shape " + shape + " that config.json says"));
            }
        });
        return new HuggingFaceCheckpoint(folder, config, tensors);
    }

    @Override
    public String origin() {
        return folder.toString();
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
        return RopeRequest.ofConfigText(config.source(), config.json())
                .assumeCurrent(1)
                .resolve()
                .context()
                .lengths()
                .trained();
    }

    @Override
    public Llama load() {
        return LlamaTensors.load(config.shape(), this::read);
    }

    private float[] read(String name) {
        StoredTensor tensor = tensors.stored(name);
        int count = tensor.shape().stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        float[] values = new float[count];
        for (int from = 0; from < count; from += CHUNK) {
            double[] some = tensor.reader().read(from, Math.min(CHUNK, count - from));
            for (int i = 0; i < some.length; i++) {
                values[from + i] = (float) some[i];
            }
        }
        return values;
    }

    @Override
    public Tokenizer tokenizer() {
        return new ByteTokenizer();
    }

    @Override
    public SortedMap<String, String> provenance() {
        return new TreeMap<>(Map.of("format", "safetensors", "sha256", tensors.sha256()));
    }
}
