package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, really killed. */
class InterruptedRunTest {
    private static final int CELLS = 48;

    /** Figures need other metrics; these are drawn in no time. */
    private static final String STUDY = """
            schema: 1
            study: killed
            lengths: {trained: 64, current: [192]}
            strategies: [linear, yarn]
            data: [{gaussian: g, head_dim: 16, base: 100, pairing: half-split}]
            seeds: {count: 24, root: 1}
            metrics: [kl, entropy, output-error]
            """;

    @TempDir
    Path folder;

    private Path study;
    private Path out;

    @BeforeEach
    void study() throws IOException {
        study = folder.resolve("study.yaml");
        out = folder.resolve("out");
        Files.writeString(study, STUDY);
    }

    private List<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            return List.of(); // a temporary file went while it was looked at
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode status() throws IOException {
        Ended ended = Ended.line("status " + out + " --format json");
        assertThat(ended.code()).as(ended.err()).isZero();
        return new ObjectMapper().readTree(ended.out());
    }

    private byte[] fresh() throws IOException {
        Path reference = folder.resolve("reference");
        assertThat(Ended.line("run " + study + " --threads 1 --quiet -o " + reference)
                        .code())
                .isZero();
        return Files.readAllBytes(reference.resolve("results.csv"));
    }

    @Test
    void killedAtAnyMomentAndResumedItGivesTheSameBytes() throws Exception {
        int kept = 0;
        for (int round = 0; round < 4; round++) {
            int before = files(".cell").size();
            boolean whileWriting = round % 2 == 0;
            try (RopeProcess run = RopeProcess.start(folder, "run " + study + " --threads 2 -o " + out)) {
                run.until(() -> files(".cell").size() > before
                        && (!whileWriting
                                || files(".cell").size() > before + 5
                                || !files(".part").isEmpty()));
                run.signal("STOP"); // it holds the folder and does nothing until it is killed
                JsonNode running = status();
                assertThat(running.get("state").textValue()).as(run.err()).isEqualTo("running");
                assertThat(running.at("/cells/planned").intValue()).isEqualTo(CELLS);
                if (round == 1) {
                    Ended second = Ended.line("run " + study + " -o " + out);
                    assertThat(second.code()).isEqualTo(2);
                    assertThat(second.err())
                            .contains("must not be in use by another run")
                            .hasLineCount(1);
                    int then = files(".cell").size();
                    run.signal("CONT");
                    run.until(() -> files(".cell").size() > then);
                    run.signal("STOP");
                }
                run.signal("KILL");
                assertThat(run.code()).isEqualTo(128 + 9);
            }
            JsonNode killed = status();
            assertThat(killed.get("state").textValue()).isEqualTo("killed");
            assertThat(killed.get("results").textValue()).isEqualTo("absent");
            assertThat(killed.at("/cells/damaged").intValue()).isZero();
            assertThat(killed.at("/cells/done").intValue())
                    .isEqualTo(files(".cell").size())
                    .isGreaterThanOrEqualTo(kept)
                    .isLessThan(CELLS);
            kept = killed.at("/cells/done").intValue();
        }
        Files.writeString(out.resolve("cells/.leftover.cell123.part"), "half");
        String command = status().get("command").textValue();
        assertThat(command).isEqualTo("rope run " + out + " -o " + out + " --resume");
        Ended resumed = Ended.line(command.replaceFirst("rope ", ""));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains((CELLS - kept) + " computed, " + kept + " reused, 0 failed");
        assertThat(Files.readAllBytes(out.resolve("results.csv"))).isEqualTo(fresh());
        assertThat(files(".part")).isEmpty();
        assertThat(status().get("command").isNull()).isTrue();
    }

    @Test
    void aSignalEndsARunCleanlyAndSaysHowToGoOn() throws Exception {
        Files.writeString(study, STUDY.replace("[192]", "[64]"));
        assertThat(Ended.line("run " + study + " --quiet -o " + out).code()).isZero();
        byte[] earlier = Files.readAllBytes(out.resolve("results.csv"));
        Files.writeString(study, STUDY);

        String command = "run " + study + " --threads 1 -o " + out;
        for (String signal : List.of("TERM", "INT")) {
            int before = files(".cell").size();
            try (RopeProcess run = RopeProcess.start(folder, command)) {
                run.until(() -> files(".cell").size() > before);
                run.signal("STOP"); // or it might end before the signal comes
                run.signal(signal);
                long start = System.nanoTime();
                run.signal("CONT");
                assertThat(run.code()).isEqualTo(signal.equals("INT") ? 130 : 143);
                assertThat((System.nanoTime() - start) / 1e9).isLessThan(10); // a second, and room for a busy machine
                String last = run.err().lines().reduce((a, b) -> b).orElseThrow();
                int done = status().at("/cells/done").intValue();
                assertThat(last)
                        .isEqualTo("rope: stopped; " + done + " of 48 cells are done and kept. Go on with: rope run "
                                + study + " --threads 1 -o " + out + " --resume");
                assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
                command = last.substring(last.indexOf("rope run ") + 5);
            }
            assertThat(status().get("state").textValue()).isEqualTo("stopped");
            assertThat(status().get("results").textValue()).isEqualTo("earlier");
            assertThat(Files.readAllBytes(out.resolve("results.csv"))).isEqualTo(earlier);
            assertThat(files(".part")).isEmpty();
        }
        assertThat(Ended.line(command).code()).isZero();
        assertThat(Files.readAllBytes(out.resolve("results.csv"))).isEqualTo(fresh());
        assertThat(status().get("results").textValue()).isEqualTo("current");
    }

    /** A library that opens the terminal may give SIGINT its default action back; then nothing is said. */
    @Test
    void ctrlCOnATerminalStopsARunThatDrawsItsBar() throws Exception {
        try (RopeProcess run = RopeProcess.onTerminal(folder, "run " + study + " --threads 1 -o " + out)) {
            run.until(() -> files(".cell").size() > 0);
            run.type('\u0003');
            assertThat(run.code()).as(run.err()).isEqualTo(130);
            List<String> bars = run.err()
                    .lines()
                    .map(line -> line.replace("^C", "")) // the terminal's echo
                    .filter(line -> line.contains("M/s"))
                    .toList();
            assertThat(bars).isNotEmpty().allMatch(bar -> bar.length() < 80);
            assertThat(run.err()).contains("rope: stopped; ").contains("Go on with: rope run ");
        }
        assertThat(status().get("state").textValue()).isEqualTo("stopped");
        assertThat(files(".part")).isEmpty();
    }

    /** A limit on the size of files is a full disk that needs no disk: writes fail in the middle. */
    @Test
    void aResultThatCannotBeWrittenIsSaidAndNothingIsLost() throws Exception {
        String line = "run " + study + " --quiet -o " + out;
        try (RopeProcess run =
                RopeProcess.start(folder, List.of("sh", "-c", "ulimit -f 64; exec \"$@\"", "limited"), line)) {
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("rope: cannot read or write " + out.resolve("results.csv") + " (File too large)\n");
        }
        assertThat(out.resolve("results.csv")).doesNotExist();
        assertThat(files(".part")).isEmpty();
        assertThat(status().get("state").textValue()).isEqualTo("stopped");
        assertThat(status().at("/cells/done").intValue()).isEqualTo(CELLS);
        assertThat(Ended.line(line + " --resume").code()).isZero();
        assertThat(Files.readAllBytes(out.resolve("results.csv"))).isEqualTo(fresh());
    }

    @Test
    void aCellThatCannotBeWrittenEndsTheRun() throws Exception {
        Files.writeString(study, """
                schema: 1
                study: large
                lengths: {trained: 64, current: [64]}
                geometry: {head_dim: 256, base: 100, pairing: half-split}
                strategies: [linear]
                metrics: [frequency-ratio]
                """);
        try (RopeProcess run = RopeProcess.start(
                folder, List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "limited"), "run " + study + " -o " + out)) {
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains(".cell (File too large)").doesNotContain("\tat ");
        }
        assertThat(files(".cell")).isEmpty();
        assertThat(files(".part")).isEmpty();
    }

    @Test
    void foldersThatCannotBeWrittenAreInvalidInput() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "x");
        for (String bad : new String[] {file.toString(), file + "/inside", "/proc/rope", "/dev/full"}) {
            Ended ended = Ended.line("run " + study + " -o " + bad);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .startsWith("rope: " + bad + ": must be a folder that can be written: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void anotherStudyInTheFolderIsNotOverwritten() throws IOException {
        Files.createDirectory(out);
        Files.writeString(out.resolve("study.yaml"), "mine");
        Ended ended = Ended.line("run " + study + " -o " + out);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("must be absent or the copy that an earlier run made");
        assertThat(out.resolve("study.yaml")).hasContent("mine");
    }
}
