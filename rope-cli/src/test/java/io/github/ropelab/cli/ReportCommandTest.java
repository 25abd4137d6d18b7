package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rope report} on the results of a real run. */
class ReportCommandTest {
    private static final String STUDY = """
            schema: 1
            study: redrawn
            lengths: {trained: 16, current: [16, 40]}
            strategies: [none, {id: linear, label: scaled, factor: 2}]
            data: [{gaussian: g, head_dim: 8, base: 100, pairing: half-split}]
            seeds: {count: 2, root: 1}
            metrics: [kl, output-error, score-drift]
            """;

    @TempDir
    static Path run;

    @TempDir
    Path folder;

    private Path out;

    @BeforeAll
    static void compute() throws IOException {
        Path study = Files.writeString(run.resolve("study.yaml"), STUDY);
        Ended ended = Ended.line("run " + study + " -o " + run.resolve("out"));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err())
                .contains("wrote " + run.resolve("out/figures"), "not drawn, report.html says why: ", "decay-curve");
    }

    /** Results alone, without cells. */
    @BeforeEach
    void copy() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        for (String name : List.of("results.csv", "manifest.json")) {
            Files.copy(run.resolve("out").resolve(name), out.resolve(name));
        }
    }

    private Ended report(String options) {
        return Ended.line("report " + out + " " + options);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsDrawnAgainIsTheSameToTheByte() throws IOException {
        assertThat(report("").code()).isZero();
        List<String> drawn = new ArrayList<>(files(out));
        assertThat(drawn).contains("figures/drift-vs-length.svg", "tables/strategies.tex", "report.html");
        for (String name : drawn) {
            assertThat(out.resolve(name))
                    .as(name)
                    .hasSameBinaryContentAs(run.resolve("out").resolve(name));
        }
    }

    @Test
    void aFigureForAPaperIsDrawnElsewhereAtItsSize() throws IOException {
        Path paper = folder.resolve("paper");
        Ended ended =
                report("--figures drift-vs-length --style acl --size single --format svg,csv -o " + paper + " --quiet");
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(files(paper))
                .containsExactly(
                        "figures/drift-vs-length.csv", "figures/drift-vs-length.json", "figures/drift-vs-length.svg");
        assertThat(Files.readString(paper.resolve("figures/drift-vs-length.svg")))
                .as("3.03 inches, to a quarter of a point")
                .contains("width='218.25pt'");
        assertThat(Files.readString(paper.resolve("figures/drift-vs-length.json")))
                .contains("\"style\" : \"acl\"", "\"width_inches\" : 3.03", "\"metric\" : \"= output-error\"");
        assertThat(files(out)).as("left as it was").containsExactly("manifest.json", "results.csv");
    }

    @Test
    void filesOfFormatsNoLongerAskedForGo() throws IOException {
        assertThat(report("--format svg,png --quiet").code()).isZero();
        assertThat(files(out)).contains("figures/drift-vs-length.png", "figures/drift-vs-distance.png");
        FileTime page = Files.getLastModifiedTime(out.resolve("report.html"));
        assertThat(report("--format pdf --figures drift-vs-length --quiet").code())
                .isZero();
        assertThat(files(out))
                .contains("figures/drift-vs-length.pdf", "figures/drift-vs-distance.png")
                .doesNotContain("figures/drift-vs-length.png", "figures/drift-vs-length.svg");
        assertThat(Files.getLastModifiedTime(out.resolve("report.html"))).isEqualTo(page);
    }

    @Test
    void whatCannotBeDrawnIsSaidAndFailsOnlyIfItWasNamed() throws IOException {
        Ended all = report("");
        assertThat(all.code()).isZero();
        assertThat(all.err()).contains("not drawn: decay-curve: the results hold no decay-curve");
        assertThat(Files.readString(out.resolve("report.html"))).contains("the results hold no decay-curve");
        Ended named = report("--figures decay-curve,drift-vs-length --quiet");
        assertThat(named.code()).isEqualTo(Main.FAILED);
        assertThat(named.err()).isEqualToIgnoringNewLines("not drawn: decay-curve: the results hold no decay-curve");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--figures drift-vs-lenth | did you mean 'drift-vs-length'?",
                "--figures picture        | drift-vs-distance, drift-by-head",
                "--format gif             | svg, pdf, png, tex, eps",
                "--format svgz            | did you mean 'svg'?",
                "--style nature           | neurips, icml, acl",
                "--size wide              | single, full",
                "-o FOLDER/out/results.csv | be a folder"
            })
    void wordsThatAreNotKnownAreNamedWithThoseThatAre(String options, String said) {
        Ended ended = report(options.replace("FOLDER", folder.toString()));
        assertThat(ended.code()).isEqualTo(Main.INVALID);
        assertThat(ended.err()).contains(said);
        assertThat(out.resolve("figures")).doesNotExist();
    }

    @Test
    void theCatalogueNeedsNoFolder() {
        Ended ended = Ended.line("report --figures list");
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("drift-vs-length ", "Change of attention against length");
        assertThat(Ended.line("report").code()).isEqualTo(Main.INVALID);
        assertThat(Ended.line("report " + folder.resolve("nowhere")).err()).contains("nowhere: must exist");
        assertThat(Ended.line("report " + folder).err()).contains("manifest.json: must exist");
    }

    @Test
    void resultsThatWereChangedAreDrawnWithAWarning() throws IOException {
        Path csv = out.resolve("results.csv");
        List<String> lines = Files.readAllLines(csv);
        Files.write(csv, lines.subList(0, lines.size() - 1));
        Ended ended = report("--quiet");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains("rope: warning: results.csv is not what manifest.json says");
        assertThat(Files.readString(out.resolve("report.html"))).contains("results.csv is not what manifest.json says");
    }

    @Test
    void resultsThatBreakOffAreRefused() throws IOException {
        Path csv = out.resolve("results.csv");
        String text = Files.readString(csv);
        Files.writeString(csv, text.substring(0, text.length() - 5));
        assertRefused("results.csv: must be whole: its last line breaks off");
        Files.writeString(csv, text.substring(0, text.lastIndexOf(',')) + "\n");
        assertRefused("must have 32 values, but was 31");
        Files.writeString(csv, text.replaceFirst(",value,", ",worth,"));
        assertRefused("header must be study,data");
        Files.writeString(csv, text.replaceFirst("\nredrawn,g,,,0,8,", "\nredrawn,g,,,0,eight,"));
        assertRefused("row 1 head_dim must be a whole number, but was eight");
        Files.delete(csv);
        assertRefused("results.csv: must exist");
    }

    private void assertRefused(String said) {
        Ended ended = report("");
        assertThat(ended.code()).isEqualTo(Main.INVALID);
        assertThat(ended.err()).contains(said);
        assertThat(out.resolve("report.html")).doesNotExist();
    }

    /** Never a blank chart: neither of no rows nor of failed cells alone. Settings and numbers of the study remain. */
    @Test
    void resultsWithoutValuesDrawNothingAndSaySo() throws IOException {
        assertThat(report("--quiet").code()).isZero();
        Path csv = out.resolve("results.csv");
        List<String> lines = Files.readAllLines(csv);
        Files.writeString(csv, lines.get(0) + "\n");
        assertNothing("results.csv holds no rows");
        String failed = lines.get(1).replaceFirst(",[^,]*,[^,]*,[^,]*,ok,[^,]*,", ",,,0,failed,the cause,");
        assertThat(failed).isNotEqualTo(lines.get(1));
        Files.writeString(csv, lines.get(0) + "\n" + failed + "\n");
        assertNothing("Every row of results.csv stands for a failed cell");
        assertThat(Files.readString(out.resolve("report.html"))).contains("the cause");
    }

    private void assertNothing(String said) throws IOException {
        Ended ended = report("");
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).contains(said, "not drawn: drift-vs-length: ");
        List<String> written = new ArrayList<>(files(out));
        written.remove("explorer.html"); // a failed cell names a head to explore
        assertThat(written)
                .containsExactly(
                        "manifest.json", "report.html", "results.csv", "tables/numbers.tex", "tables/settings.tex");
        assertThat(Files.readString(out.resolve("report.html"))).contains(said).doesNotContain("pt' viewBox='0 0 ");
    }
}
