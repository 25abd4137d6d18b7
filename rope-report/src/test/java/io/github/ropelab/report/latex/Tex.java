package io.github.ropelab.report.latex;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A LaTeX document that pdflatex sets in a folder of its own. */
public final class Tex {
    private static final long SECONDS = 120;

    /** What came of it: exit code and what pdflatex said. */
    public record Set(int code, String log) {}

    private final Path folder;

    /** In a folder. */
    public Tex(Path folder) {
        this.folder = folder;
    }

    /** Leaves a test out where there is no pdflatex with the packages that files of this project name. */
    public static void require() {
        for (String file : List.of("pgfplots.sty", "siunitx.sty", "booktabs.sty")) {
            assumeTrue(found(file), "skipped: no pdflatex with pgfplots, siunitx and booktabs here");
        }
    }

    private static boolean found(String file) {
        try {
            Process process = new ProcessBuilder("kpsewhich", file)
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets a document with a preamble's lines and a body. */
    public Set set(String preamble, String body) throws IOException, InterruptedException {
        Files.writeString(
                folder.resolve("document.tex"),
                "\\documentclass[10pt]{article}\n\\usepackage[utf8]{inputenc}\n\\usepackage{amsmath}\n" + preamble
                        + "\n\\begin{document}\n" + body + "\n\\end{document}\n");
        Process process = new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "document.tex")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor(SECONDS, TimeUnit.SECONDS);
        return new Set(process.exitValue(), log);
    }
}
