package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Opens checkpoints by what they are. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * A Hugging Face folder, a GGUF file, or a folder with one GGUF file and no config.json.
     *
     * @throws InvalidInput if it is none of them, or breaks a rule of its format or of the architecture
     */
    public static Checkpoint open(Path path) {
        if (Files.isRegularFile(path)) {
            return GgufCheckpoint.open(path);
        }
        if (!Files.isDirectory(path)) {
            throw new InvalidInput(
                    path.toString(), Problem.of("", "", "exist: a folder with config.json, or a .gguf file"));
        }
        if (Files.exists(path.resolve("config.json"))) {
            return HuggingFaceCheckpoint.open(path);
        }
        List<Path> files = ggufFiles(path);
        if (files.size() != 1) {
            throw new InvalidInput(
                    path.toString(),
                    Problem.of(
                            "",
                            files.size() + " .gguf files and no config.json",
                            "be a folder with config.json and model.safetensors, or with one .gguf file"));
        }
        return GgufCheckpoint.open(files.get(0));
    }

    private static List<Path> ggufFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".gguf"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInput(folder.toString(), Problem.of("", "", "be a readable folder: " + IoReason.of(e)));
        }
    }
}
