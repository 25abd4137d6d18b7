package io.github.ropelab.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** Files of a TeX installation, which not every machine has. */
final class TexFiles {
    private TexFiles() {}

    /** Leaves a test out, and says so, where one of the files is missing. */
    static void require(String... files) throws InterruptedException {
        for (String file : files) {
            assumeTrue(found(file), "skipped: needs pdflatex with " + file + ", which is not here");
        }
    }

    private static boolean found(String file) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("kpsewhich", file)
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
