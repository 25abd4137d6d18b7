package io.github.ropelab.experiments.dump;

import io.github.ropelab.core.Nearest;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.tensor.NpyFile;
import io.github.ropelab.model.tensor.NumberArray;
import io.github.ropelab.model.tensor.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The arrays of a folder: {@code NAME.npy}, and tensors of {@code .safetensors} files, each name once. */
final class DumpFiles {
    static final List<String> NAMES = List.of("cos", "sin", "inv_freq", "q_in", "q_out", "k_in", "k_out", "positions");

    private static final Map<String, String> FOREIGN = Map.of(
            "npz", "save each array with numpy.save",
            "pt", "it may hold a pickle; save .npy or .safetensors",
            "pth", "it may hold a pickle; save .npy or .safetensors",
            "pkl", "it holds a pickle; save .npy or .safetensors",
            "pickle", "it holds a pickle; save .npy or .safetensors",
            "bin", "save .npy or .safetensors",
            "gguf", "save .npy or .safetensors");

    private final Map<String, DumpArray> arrays = new LinkedHashMap<>();
    private final List<String> unread = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Reads every file of the folder that is one of the two kinds.
     *
     * @throws InvalidInput if one of them breaks a rule of its format, or a name is given twice
     */
    static DumpFiles read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInput(
                    folder.toString(),
                    Problem.of("", Files.exists(folder) ? "a file" : "no such folder", "be a folder with a dump"));
        }
        DumpFiles found = new DumpFiles();
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted().forEach(found::add);
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be a readable folder: " + IoReason.of(e)));
        }
        found.requirePositionsByName(folder);
        return found;
    }

    private void add(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1);
        if (ending.equals("npy")) {
            String array = name.substring(0, dot);
            if (NAMES.contains(array)) {
                put(file, array, NpyFile.read(file));
            } else {
                unknown(name, array);
            }
        } else if (ending.equals("safetensors")) {
            SafetensorsFile tensors = SafetensorsFile.open(file);
            for (String tensor : tensors.names()) {
                if (NAMES.contains(tensor)) {
                    put(file, tensor, tensors.numbers(tensor));
                } else {
                    unknown(name + ": " + tensor, tensor);
                }
            }
        } else if (FOREIGN.containsKey(ending)) {
            notes.add(name + " is not read: " + FOREIGN.get(ending));
        }
    }

    private void put(Path file, String name, NumberArray array) {
        DumpArray other = arrays.putIfAbsent(name, DumpArray.of(file, name, array));
        if (other != null) {
            throw new InvalidInput(
                    file.toString(),
                    Problem.of(name, "", "be given once: " + other.file().getFileName() + " has it too"));
        }
    }

    private void unknown(String where, String name) {
        unread.add(name);
        String last = name.substring(name.lastIndexOf('.') + 1);
        notes.add(where + " is not read: " + Nearest.suggestion(last, NAMES));
    }

    /** Rows count as tokens 0, 1, 2 where no positions are given: positions of another name must not go unread. */
    private void requirePositionsByName(Path folder) {
        for (String name : unread) {
            if (!arrays.isEmpty() && !arrays.containsKey("positions") && name.contains("pos")) {
                throw new InvalidInput(
                        folder.toString(),
                        new Problem(
                                "positions", "missing", "be given by this name", "rename " + name + " to positions"));
            }
        }
    }

    /** Arrays by name. */
    Map<String, DumpArray> arrays() {
        return arrays;
    }

    /** What was not read. */
    List<String> notes() {
        return notes;
    }
}
