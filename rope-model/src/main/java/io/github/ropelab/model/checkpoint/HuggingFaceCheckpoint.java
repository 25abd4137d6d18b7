package io.github.ropelab.model.checkpoint;

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
import io.github.ropelab.model.tokens.LibraryTokenizer;
import io.github.ropelab.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A folder with {@code config.json} and {@code model.safetensors}, or an index of several such files. */
final class HuggingFaceCheckpoint implements Checkpoint {
    private static final long MOST_CONFIG_BYTES = 1 << 24;
    private static final String TOKENIZER = "tokenizer.json";

    /** Files of tokenizers of other kinds: where one lies, bytes are not what the model reads. */
    private static final List<String> OTHER_TOKENIZERS =
            List.of("tokenizer.model", "vocab.json", "merges.txt", "tokenizer_config.json", "spiece.model");

    /** Tables that older versions of transformers stored, and made again when they loaded them. */
    private static final Pattern INVERSE_FREQUENCIES =
            Pattern.compile("model\\.(layers\\.\\d+\\.self_attn\\.)?rotary_emb\\.inv_freq");

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
        LlamaConfig config = LlamaConfig.parse(file.toString(), text(file));
        Path index = folder.resolve("model.safetensors.index.json");
        TensorSource tensors = Files.exists(index)
                ? ShardedSafetensors.open(index)
                : SafetensorsFile.open(folder.resolve("model.safetensors"));
        HuggingFaceCheckpoint checkpoint = new HuggingFaceCheckpoint(folder, config, tensors);
        LlamaTensors.check(
                config.shape(), tensors, checkpoint::stored, name -> checkpoint.tolerated(config.shape(), name));
        config.checkRotary();
        return new HuggingFaceCheckpoint(folder, config.tied(checkpoint.tied()), tensors);
    }

    private static String text(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_CONFIG_BYTES) {
                throw new InvalidInput(
                        file.toString(), Problem.of("", bytes + " bytes", "be below " + MOST_CONFIG_BYTES + " bytes"));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    /** Where a tied model stores its head only, it is the embedding, too. */
    private String stored(String name) {
        boolean headOnly = config.shape().tied()
                && name.equals(LlamaTensors.EMBEDDING)
                && !tensors.names().contains(name)
                && tensors.names().contains(LlamaTensors.HEAD);
        return headOnly ? LlamaTensors.HEAD : name;
    }

    private boolean tolerated(LlamaShape shape, String name) {
        if (shape.tied() && name.equals(LlamaTensors.HEAD)) {
            List<Integer> found = tensors.stored(name).shape();
            if (!found.equals(List.of(shape.vocabulary(), shape.width()))) {
                throw new InvalidInput(
                        tensors.origin(), Problem.of(name, found, "have the shape of " + LlamaTensors.EMBEDDING));
            }
            return true;
        }
        return INVERSE_FREQUENCIES.matcher(name).matches();
    }

    /** As in transformers 5.23, a config that ties is not followed where both tensors are stored and differ. */
    private boolean tied() {
        boolean both =
                tensors.names().contains(LlamaTensors.HEAD) && tensors.names().contains(LlamaTensors.EMBEDDING);
        return config.shape().tied() && (!both || same(LlamaTensors.HEAD, LlamaTensors.EMBEDDING));
    }

    private boolean same(String a, String b) {
        int count = config.shape().vocabulary() * config.shape().width();
        StoredTensor.Reader first = tensors.stored(a).reader();
        StoredTensor.Reader second = tensors.stored(b).reader();
        for (int from = 0; from < count; from += TensorSource.PIECE) {
            int some = Math.min(TensorSource.PIECE, count - from);
            if (!Arrays.equals(first.read(from, some), second.read(from, some))) {
                return false;
            }
        }
        return true;
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
        return config.trainedLength();
    }

    @Override
    public Llama load() {
        return LlamaTensors.load(config.shape(), name -> tensors.floats(stored(name)));
    }

    @Override
    public Tokenizer tokenizer() {
        Path file = folder.resolve(TOKENIZER);
        if (Files.exists(file)) {
            return LibraryTokenizer.ofFile(file, config.shape().vocabulary());
        }
        for (String other : OTHER_TOKENIZERS) {
            if (Files.exists(folder.resolve(other))) {
                throw new InvalidInput(
                        folder.toString(),
                        new Problem(
                                TOKENIZER,
                                "",
                                "be there: " + other + " alone is not read",
                                "save the tokenizer with a fast tokenizer of transformers"));
            }
        }
        if (config.shape().vocabulary() != ByteTokenizer.VOCABULARY) {
            throw new InvalidInput(
                    folder.toString(),
                    Problem.of(
                            TOKENIZER,
                            "",
                            "be there: " + config.shape().vocabulary() + " tokens are no bytes, of which there are "
                                    + ByteTokenizer.VOCABULARY));
        }
        return new ByteTokenizer();
    }

    @Override
    public SortedMap<String, String> provenance() {
        return new TreeMap<>(Map.of("format", "safetensors", "sha256", tensors.sha256()));
    }
}
