package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import io.github.ropelab.experiments.outcome.ModelKernels;
import io.github.ropelab.model.checkpoint.Checkpoint;
import io.github.ropelab.model.checkpoint.Checkpoints;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import io.github.ropelab.model.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model, and how it is run. */
final class CheckpointOptions {
    /** The bundled model that finds numbers in a text: the others are at chance. */
    static final String FINDS = "tiny-copy";

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description =
                    "a Hugging Face folder, a .gguf file, or the name of a bundled model; ${DEFAULT-VALUE} if left out")
    private String path;

    @Option(names = "--threads", paramLabel = "N", description = "threads; all processors if left out")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "no progress and no notes on standard error")
    private boolean quiet;

    CheckpointOptions() {
        this("tiny-llama");
    }

    /** With another bundled model where none is named. */
    CheckpointOptions(String bundled) {
        path = bundled;
    }

    /** The file or folder that is meant: a path, or else a folder beside the bundled models. */
    Path path() {
        Path given = Path.of(path);
        Path bundled = Home.models().resolve(path);
        if (Files.exists(given)) {
            return given;
        }
        if (Files.isDirectory(bundled)) {
            return bundled;
        }
        throw new InvalidInput(
                path, new Problem("", "", "exist, or be a bundled model", Nearest.suggestion(path, bundled())));
    }

    private static List<String> bundled() {
        try (Stream<Path> models = Files.list(Home.models())) {
            return models.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInput(
                    Home.models().toString(), Problem.of("", "", "be a readable folder: " + IoReason.of(e)));
        }
    }

    /** The model, opened and checked, no weight in memory. */
    Checkpoint open() {
        InvalidParameter.require(threads >= 1, "--threads", threads, "be at least 1");
        return Checkpoints.open(path());
    }

    /** Name of the file or folder. */
    String name() {
        return path().toAbsolutePath().normalize().getFileName().toString();
    }

    Kernels kernels() {
        return ModelKernels.installed(threads);
    }

    boolean quiet() {
        return quiet;
    }

    /** Says a note on standard error. */
    void tell(String note) {
        if (!quiet) {
            System.err.println("rope: note: " + note);
        }
    }
}
