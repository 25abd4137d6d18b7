package io.github.ropelab.model.checkpoint;

import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens checkpoints by what they are. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * A Hugging Face folder or a GGUF file.
     *
     * @throws InvalidInput if it is neither, or breaks a rule of its format or of the architecture
     */
    public static Checkpoint open(Path path) {
        if (Files.isDirectory(path)) {
            return HuggingFaceCheckpoint.open(path);
        }
        throw new InvalidInput(path.toString(), Problem.of("", "", "be a folder with config.json, or a .gguf file"));
    }
}
