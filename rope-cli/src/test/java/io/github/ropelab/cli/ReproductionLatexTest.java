package io.github.ropelab.cli;

import static io.github.ropelab.experiments.published.Published.printed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.experiments.published.Description;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.reproduction.Reproductions;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.report.latex.TexText;
import io.github.ropelab.report.render.Style;
import io.github.ropelab.report.reproduction.Bibliography;
import io.github.ropelab.report.reproduction.Provenance;
import io.github.ropelab.report.reproduction.ReproductionFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pdflatex and bibtex set the tables, figures and bibliographies of two results in one document. */
class ReproductionLatexTest {
    @TempDir
    Path folder;

    @Test
    void aDocumentOfAllIsSet() throws IOException, InterruptedException {
        TexFiles.require("pgfplots.sty", "siunitx.sty", "booktabs.sty", "longtable.sty", "plain.bst");
        List<Reproduction> results = new ArrayList<>(List.of(new MadeReproduction(
                "made-up",
                printed("x", "50 % of |h|² ≤ θ_0·10⁻³, #1", "m/s", 1.5)
                        .within(1e-14, "so")
                        .corrected(2e-13, 1e-13, "Σ_i θ_i ≥ 1 & so on"),
                true,
                work -> 2e-13)));
        results.add(Reproductions.builtIn().get(0));
        ReproductionFiles files =
                new ReproductionFiles(Style.NEURIPS, true, new Provenance("unknown", "unknown", "unknown"));
        new ReproductionRun(Extent.USUAL, 2, ProjectRoot.find().resolve("data"), folder, files)
                .run(results, true, ended -> assertThat(ended.attempt().failure())
                        .isEmpty());
        StringBuilder document = new StringBuilder("\\documentclass{article}\n\\usepackage[T1]{fontenc}\n"
                + "\\usepackage[utf8]{inputenc}\n\\usepackage{booktabs,siunitx,longtable,pgfplots,url}\n"
                + "\\pgfplotsset{compat=1.18}\n\\usepgfplotslibrary{groupplots,fillbetween}\n"
                + "\\begin{document}\n");
        for (Reproduction result : results) {
            String id = result.description().id();
            document.append("\\clearpage\n\\input{").append(id + "/" + id).append("}\n\n");
            try (Stream<Path> figures = Files.list(folder.resolve(id + "/figures"))) {
                figures.filter(figure -> figure.toString().endsWith(".tex"))
                        .sorted()
                        .forEach(figure -> document.append("\\noindent\\input{")
                                .append(folder.relativize(figure))
                                .append("}\n\n"));
            }
        }
        document.append("\\nocite{*}\\bibliographystyle{plain}\\bibliography{refs}\n\\end{document}\n");
        Files.writeString(folder.resolve("document.tex"), document);
        Files.writeString(
                folder.resolve("refs.bib"),
                Bibliography.of(results.stream()
                        .flatMap(result -> result.description().sources().stream())
                        .toList()));
        // What a first pass of LaTeX would write of nocite{*}.
        Files.writeString(
                folder.resolve("document.aux"), "\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{refs}\n");
        String bibtex = run("bibtex", "document");
        assertThat(bibtex).doesNotContain("Warning", "error");
        run("pdflatex", "-draftmode", "-interaction=nonstopmode", "-halt-on-error", "document");
        String last = run("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "document");
        assertThat(last).doesNotContain("undefined", "Missing character", "multiply");
        try (PDDocument pdf = Loader.loadPDF(folder.resolve("document.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains("Ana Müller-", "François Çelik", "known discrepancy", "Right: ")
                    .contains("arXiv:2001.00001", "https://example.org/a_b~c%20d")
                    .doesNotContain("[?]");
        }
    }

    /** LaTeX is not needed to see that it knows every sign of the catalogue. */
    @Test
    void latexKnowsAllSignsOfTheCatalogue() {
        for (Reproduction result : Reproductions.builtIn()) {
            Description description = result.description();
            List<String> texts = new ArrayList<>(List.of(description.title()));
            for (Published number : result.published()) {
                texts.addAll(List.of(number.quantity(), number.unit()));
                number.correction().ifPresent(right -> texts.add(right.proof()));
            }
            assertThat(texts).as(description.id()).allSatisfy(text -> assertThat(TexText.of(text))
                    .matches("\\p{ASCII}*"));
            assertThat(Bibliography.of(description.sources()))
                    .as(description.id())
                    .matches("\\p{ASCII}*");
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(log).isZero();
        return log;
    }
}
