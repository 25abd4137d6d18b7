package io.github.ropelab.cli;

import java.nio.file.Path;

/** Where the launcher lives, with the bundled data beside it. */
final class Home {
    private static final int MIN_COLUMNS = 40;
    private static final int DEFAULT_COLUMNS = 80;

    private Home() {}

    /** The project's root as the launcher says it; the working directory without a launcher. */
    static Path root() {
        return Path.of(System.getProperty("rope.home", ""));
    }

    /** The folder of bundled captures. */
    static Path captures() {
        return root().resolve("data").resolve("captures");
    }

    /** The folder of bundled configs. */
    static Path presets() {
        return root().resolve("data").resolve("presets");
    }

    /** The folder of bundled models. */
    static Path models() {
        return root().resolve("data").resolve("models");
    }

    /** The folder of bundled texts. */
    static Path texts() {
        return root().resolve("data").resolve("text");
    }

    /** Width of the terminal, characters. */
    static int columns() {
        return Math.max(MIN_COLUMNS, Integer.getInteger("rope.columns", DEFAULT_COLUMNS));
    }

    /** The launcher as it was called. */
    static String launcher() {
        return System.getProperty("rope.command", "rope");
    }

    /** Whether standard error is a terminal. */
    static boolean terminal() {
        return Boolean.getBoolean("rope.terminal");
    }
}
