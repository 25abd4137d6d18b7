package io.github.ropelab.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout, found from the module that tests run in. */
final class ProjectRoot {
    private ProjectRoot() {}

    static Path find() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("rope-core"))) {
            root = root.getParent();
        }
        return root;
    }
}
