package io.github.ropelab.model.tensor;

import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One tensor per .npy file, under names of one's own; read whole and held as doubles. */
public final class NpyTensors implements TensorSource {
    private final SortedMap<String, Path> files;
    private final SortedMap<String, NumberArray> arrays;

    private NpyTensors(SortedMap<String, Path> files, SortedMap<String, NumberArray> arrays) {
        this.files = files;
        this.arrays = arrays;
    }

    /**
     * Reads the files.
     *
     * @param files by the name of their tensor
     * @throws InvalidInput if one is missing, no .npy file, or holds other than floating-point numbers
     */
    public static NpyTensors read(Map<String, Path> files) {
        SortedMap<String, NumberArray> arrays = new TreeMap<>();
        files.forEach((name, path) -> {
            NumberArray array = NpyFile.read(path);
            if (!array.type().floating()) {
                throw new InvalidInput(
                        path.toString(), Problem.of("dtype", array.type(), "be a floating one (F64, F32, F16)"));
            }
            arrays.put(name, array);
        });
        return new NpyTensors(new TreeMap<>(files), arrays);
    }

    @Override
    public String origin() {
        return files.values().toString();
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(arrays.keySet()));
    }

    @Override
    public StoredTensor stored(String name) {
        NumberArray array = arrays.get(name);
        if (array == null) {
            throw new InvalidInput(
                    origin(), new Problem(name, "", "be given", Nearest.suggestion(name, arrays.keySet())));
        }
        return new StoredTensor(
                files.get(name).toString(),
                name,
                array.shape(),
                (first, count) -> Arrays.copyOfRange(array.values(), first, first + count));
    }

    @Override
    public String sha256() {
        return FileHash.sha256(List.copyOf(files.values()));
    }
}
