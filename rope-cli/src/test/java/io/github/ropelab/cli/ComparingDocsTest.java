package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.report.stats.MedianBootstrap;
import io.github.ropelab.report.stats.PairedComparison;
import io.github.ropelab.report.stats.SignedRank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/comparing.md says is what the program does. */
class ComparingDocsTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void home() {
        System.setProperty("rope.home", ProjectRoot.find().toString());
    }

    @AfterAll
    static void noHome() {
        System.clearProperty("rope.home");
    }

    private static String page() throws IOException {
        return Files.readString(ProjectRoot.find().resolve("docs/comparing.md"));
    }

    @Test
    void numbersOfThePageAreThoseOfTheProgram() throws IOException {
        assertThat(page())
                .contains(MedianBootstrap.RESAMPLES + " resamples of the pairs")
                .contains("seeded with " + MedianBootstrap.SEED)
                .contains("exact up to " + SignedRank.EXACT + " differences")
                .contains("Fewer than " + PairedComparison.ENOUGH + " pairs");
    }

    @Test
    void comparisonsOfThePageCanBeRun() throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(
                config,
                "{\"head_dim\":64,\"rope_theta\":10000.0,\"max_position_embeddings\":4096,\"model_type\":\"llama\"}");
        List<String> commands = page().lines()
                .filter(line -> line.startsWith("./rope compare "))
                .map(line -> line.replaceFirst("^\\./rope ", "").replaceFirst(" +#.*", ""))
                .toList();
        assertThat(commands).hasSizeGreaterThan(3);
        for (int i = 0; i < commands.size(); i++) {
            String line =
                    commands.get(i).replace("config.json", config.toString()).replace(" --dry-run", "");
            Ended ended = Ended.line(line + " --dry-run --quiet -o " + folder.resolve("out" + i));
            assertThat(ended.code()).as(line + ": " + ended.err()).isZero();
        }
    }
}
