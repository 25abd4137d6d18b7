package io.github.ropelab.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    @TempDir
    Path folder;

    private static Manifest manifest(String reference, String baseline) {
        List<Manifest.Strategy> strategies = List.of(
                new Manifest.Strategy("none", "none", "", "", "none", 1, "", "θ", null, null),
                new Manifest.Strategy(
                        "linear", "linear", "", "", "linear", 1, "", "θ/s", "linear", Map.of("factor", "2")),
                new Manifest.Strategy("yarn", "yarn", "", "", "yarn", 1, "", "θ", null, null));
        return new Manifest(
                Manifest.SCHEMA,
                new Manifest.Study(
                        "s",
                        "q",
                        "1",
                        "2",
                        16,
                        List.of(32),
                        8,
                        reference,
                        baseline,
                        strategies,
                        List.of(),
                        List.of(),
                        List.of()),
                List.of(),
                new Manifest.Toolkit("t", "c", "false", "k"),
                new Manifest.Platform("v", "j", "o", "a"),
                new Manifest.Run(0, 0, 0, 0, false, "2026-01-01T00:00:00Z"),
                Map.of());
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("manifest.json");
        Manifest written = manifest("none", "yarn");
        Files.writeString(file, written.toJson());
        assertThat(Manifest.read(file)).isEqualTo(written);
    }

    @Test
    void aDocumentWithoutABaselineTakesTheFirstStrategyThatIsNotTheReference() throws IOException {
        Path file = folder.resolve("manifest.json");
        String older = manifest("none", "yarn").toJson().replaceAll("\\s*\"baseline\" : \"yarn\",", "");
        assertThat(older).doesNotContain("baseline");
        Files.writeString(file, older);
        assertThat(Manifest.read(file).study().baseline()).isEqualTo("linear");
        Files.writeString(file, older.replace("\"reference\" : \"none\"", "\"reference\" : \"rerope\""));
        assertThat(Manifest.read(file).study().baseline()).isEqualTo("none");
    }
}
