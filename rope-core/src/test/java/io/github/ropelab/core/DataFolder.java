package io.github.ropelab.core;

import java.nio.file.Files;
import java.nio.file.Path;

/** The project's {@code data} folder, found from any module. */
public final class DataFolder {
    private DataFolder() {}

    /** {@code data/} itself. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("data/oracle"))) {
            folder = folder.getParent();
        }
        return folder.resolve("data");
    }

    /** The captures' folder. */
    public static Path captures() {
        return root().resolve("captures");
    }

    /** A file of reference values. */
    public static Path oracle(String name) {
        return root().resolve("oracle").resolve(name);
    }
}
