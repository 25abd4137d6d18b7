package io.github.ropelab.cli;

import io.github.ropelab.experiments.run.StudyFolder;
import io.github.ropelab.model.io.FileHash;
import io.github.ropelab.model.io.InvalidInput;
import io.github.ropelab.model.io.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file behind a STUDY argument. */
final class StudyFile {
    private StudyFile() {}

    /**
     * Its bytes.
     *
     * @param study a file, or a folder that holds study.yaml
     * @param sha256 of the file as it was planned
     * @throws InvalidInput if it has changed since
     */
    static byte[] bytes(Path study, String sha256) throws IOException {
        Path file = Files.isDirectory(study) ? study.resolve(StudyFolder.STUDY) : study;
        byte[] bytes = Files.readAllBytes(file);
        if (!FileHash.sha256(bytes).equals(sha256)) {
            throw new InvalidInput(file.toString(), Problem.of("", "", "not change while it is read"));
        }
        return bytes;
    }
}
