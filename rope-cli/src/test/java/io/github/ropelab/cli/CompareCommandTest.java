package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
    private static final String TINY = "compare --head-dim 8 --base 100 --trained 32 --lengths 32,64 --data gaussian "
            + "--metrics kl,output-error --strategies none,linear,linear:factor=3,yarn:factor=2,truncate=false ";

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
    void aComparisonRunsToItsReportAndItsStudyFileRepeatsIt() throws IOException {
        Path out = folder.resolve("out");
        Ended ended = Ended.line(TINY + "--seeds 7 --quiet -o " + out);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        List<String> lines = ended.out().lines().toList();
        assertThat(lines.get(0)).startsWith("By output error (relative) at 64 tokens, closest to none first");
        assertThat(lines).anyMatch(line -> line.matches("1 +\\S+ .*"));
        List<String> ranked =
                lines.stream().filter(line -> line.matches("\\d +\\S+.*")).toList();
        assertThat(ranked).hasSize(3);
        assertThat(ranked).anyMatch(line -> line.contains("yarn:factor=2,truncate=false"));
        assertThat(ranked).anyMatch(line -> line.contains("baseline"));
        List<Double> errors =
                ranked.stream().map(line -> Double.valueOf(line.split(" +")[2])).toList();
        assertThat(errors).as("closest first").isSorted();
        assertThat(Files.readString(out.resolve("tables/paired.md"))).contains("over pairs");
        assertThat(out.resolve("figures/drift-vs-length.svg")).isNotEmptyFile();
        assertThat(out.resolve("report.html")).isNotEmptyFile();

        Path again = folder.resolve("again");
        assertThat(Ended.line("run " + out.resolve("study.yaml") + " --quiet -o " + again)
                        .code())
                .isZero();
        assertThat(Files.readString(again.resolve("results.csv")))
                .isEqualTo(Files.readString(out.resolve("results.csv")));
        assertThat(Ended.line("diff " + out + " " + again).code()).isZero();
    }

    @Test
    void aDryRunPrintsTheStudyAndWritesNothing() throws IOException {
        Path out = folder.resolve("out");
        Ended ended = Ended.line("compare --preset llama-3.1-8b --dry-run -o " + out);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("no proxy for the model").contains("count as the trained length");
        assertThat(out).doesNotExist();
        assertThat(ended.out())
                .startsWith("# A study")
                .contains("# strategies  none, llama3 (config), linear", "# work", "# held", "# time", "# disk");

        Path file = Files.writeString(folder.resolve("printed.yaml"), ended.out());
        String plan = Ended.line("plan --no-estimate " + file).out();
        assertThat(ended.out()).contains(plan.replaceAll("(?m)^(?=.)", "# "));
    }

    @Test
    void floatScoresAreAskedForByAnOption() throws IOException {
        Path out = folder.resolve("out");
        String tiny =
                TINY.replace("kl,output-error", "kl").replace("--strategies none", "--scores float --strategies none");
        Ended ended = Ended.line(tiny + "--seeds 7 --quiet -o " + out);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("By KL (nats)");
        assertThat(Files.readString(out.resolve("study.yaml"))).contains("scores: float\n");
        assertThat(Ended.line(tiny.replace("kl", "output-error") + "-o " + out).err())
                .contains("have a float form where scores are float");
    }

    @Test
    void aStudyOfOnesOwnIsNotWrittenOver() throws IOException {
        Path own = Files.writeString(folder.resolve("study.yaml"), "schema: 1\n");
        Ended ended = Ended.line(TINY + "--seeds 7 --quiet -o " + folder);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("be absent or the copy that an earlier run made");
        assertThat(own).hasContent("schema: 1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--preset llama-2-7b --strategy yarn; --strategies names the strategies",
                "--preset llama-2-7b --seq-len 5; --lengths names the current lengths",
                "--preset llama-2-7b --lengths 0; --lengths must be at least 1 token, but was 0",
                "--preset llama-2-7b --lengths 64 --strategies yarnn; did you mean 'yarn'?",
                "--preset llama-2-7b --lengths 64 --metrics kll; did you mean 'kl'?",
                "--preset llama-2-7b --lengths 64 --baseline rope; baseline must be the label of a strategy",
                "--preset llama-2-7b --data smollm2; must be in the catalogue, but was smollm2",
                "--preset llama-2-7b --data none.safetensors; must exist",
                "--preset llama-2-7b --seeds 0; --seeds must be at least 1",
                "--preset llama-2-7b --scores half; expected one of [DOUBLE, FLOAT]",
                "--preset llama-2-7b --threads 0; --threads must be at least 1",
                "--head-dim 8; --trained-length must be given",
                "--preset llama-2; did you mean"
            })
    void badInputIsOneClearLineAndCodeTwo(String options, String message) {
        Ended ended = Ended.line("compare " + options + " --quiet -o " + folder.resolve("out"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).startsWith("rope: ").contains(message);
        assertThat(folder.resolve("out/study.yaml")).doesNotExist();
    }
}
