package io.github.ropelab.model.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Tensors in several safetensors files, found by an index as Hugging Face writes it: {@code model.safetensors.index.json}
 * with a {@code weight_map} from tensor to file, the files beside it. All files are checked at once.
 */
public final class ShardedSafetensors implements TensorSource {
    /** A file beside the index: no folders, nothing that a file system refuses. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.-]*\\w[\\w.-]*");

    private final Path index;
    private final SortedMap<String, SafetensorsFile> files;
    private final SortedMap<String, SafetensorsFile> byTensor;

    private ShardedSafetensors(
            Path index, SortedMap<String, SafetensorsFile> files, SortedMap<String, SafetensorsFile> byTensor) {
        this.index = index;
        this.files = files;
        this.byTensor = byTensor;
    }

    /**
     * Opens an index and its files.
     *
     * @throws InvalidInput if the index, a file, or a tensor that the index names is missing or damaged
     */
    public static ShardedSafetensors open(Path index) {
        JsonNode map = parse(index).path("weight_map");
        check(index, map.isObject() && !map.isEmpty(), "weight_map", map, "be an object from tensor to file");
        SortedMap<String, SafetensorsFile> files = new TreeMap<>();
        SortedMap<String, SafetensorsFile> byTensor = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String at = "weight_map." + entry.getKey();
            String name = entry.getValue().asText();
            check(
                    index,
                    entry.getValue().isTextual() && PLAIN_NAME.matcher(name).matches(),
                    at,
                    entry.getValue(),
                    "name a file beside the index");
            SafetensorsFile file = files.computeIfAbsent(name, n -> SafetensorsFile.open(index.resolveSibling(n)));
            check(index, file.names().contains(entry.getKey()), at, name, "name the file that holds the tensor");
            byTensor.put(entry.getKey(), file);
        }
        return new ShardedSafetensors(index, files, byTensor);
    }

    private static JsonNode parse(Path index) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(index));
        } catch (JsonProcessingException e) {
            throw new InvalidInput(index.toString(), Problem.of("", "", "be JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidInput(index.toString(), Problem.of("", "", "be a readable file: " + IoReason.of(e)));
        }
    }

    private static void check(Path index, boolean holds, String at, Object value, String rule) {
        if (!holds) {
            throw new InvalidInput(index.toString(), Problem.of(at, value, rule));
        }
    }

    @Override
    public String origin() {
        return index.toString();
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(byTensor.keySet()));
    }

    @Override
    public StoredTensor stored(String name) {
        return file(name).stored(name);
    }

    @Override
    public float[] floats(String name) {
        return file(name).floats(name);
    }

    private SafetensorsFile file(String name) {
        SafetensorsFile file = byTensor.get(name);
        if (file == null) {
            throw new InvalidInput(
                    index.toString(),
                    new Problem(name, "", "be a tensor of the index", TensorNames.suggestion(name, names())));
        }
        return file;
    }

    @Override
    public String sha256() {
        return FileHash.sha256(
                files.keySet().stream().map(index::resolveSibling).toList());
    }
}
