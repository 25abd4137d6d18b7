package io.github.ropelab.cli;

import io.github.ropelab.model.io.AtomicFile;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.IoReason;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code -o FILE}, or else standard output. */
final class Output {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write here instead of to standard output")
    private Path file;

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        if (file == null) {
            System.out.write(bytes);
            System.out.flush();
        } else {
            write(file, bytes);
        }
    }

    /** Writes a file that belongs to the output. */
    static void write(Path file, byte[] bytes) {
        try {
            AtomicFile.write(file, bytes);
        } catch (IOException e) {
            throw new InvalidInput(
                    file.toString(), Problem.of("", "", "be a file that can be written: " + IoReason.of(e)));
        }
    }
}
