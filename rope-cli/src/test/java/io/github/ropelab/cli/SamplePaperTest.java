package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample paper, set from the output of its own study. */
class SamplePaperTest {
    @TempDir
    Path folder;

    /** As the launcher does: bundled presets and captures are found from the project's root. */
    @BeforeAll
    static void home() {
        System.setProperty("rope.home", ProjectRoot.find().toString());
    }

    @AfterAll
    static void noHome() {
        System.clearProperty("rope.home");
    }

    @Test
    void thePaperIsSetFromAStudyOnTwoPages() throws IOException, InterruptedException {
        TexFiles.require("pgfplots.sty", "siunitx.sty", "booktabs.sty", "caption.sty");
        Path paper = ProjectRoot.find().resolve("docs/paper");
        Ended ended =
                Ended.rope("run", paper.toString(), "-o", folder.resolve("out").toString(), "--quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
        Files.copy(paper.resolve("sample.tex"), folder.resolve("sample.tex"));
        String log = "";
        for (int pass = 0; pass < 2; pass++) {
            Process process = new ProcessBuilder(
                            "pdflatex",
                            "-interaction=nonstopmode",
                            "-halt-on-error",
                            "\\def\\ropeout{out}\\input{sample}")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            log = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(process.waitFor()).as(log).isZero();
        }
        assertThat(log).doesNotContain("Warning", "Overfull", "Missing character", "undefined");
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("sample.pdf").toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains(
                            "The trained length is 128 tokens",
                            "Table 2: Change from none at 512 tokens",
                            "current length")
                    .doesNotContain("??");
        }
    }
}
