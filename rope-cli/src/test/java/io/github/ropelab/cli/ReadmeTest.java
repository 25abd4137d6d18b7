package io.github.ropelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.analysis.TrainedRange;
import io.github.ropelab.core.strategy.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's Java lines are the ones below, which are compiled and run. */
class ReadmeTest {
    @Test
    void theReadmesJavaLinesRun() {
        // begin
        var heads = RotaryGeometry.full(128, Pairing.HALF_SPLIT);
        var context = new RopeContext(heads, 10_000, Lengths.extended(2048, 8192));
        PositionEncoding encoding = Linear.withFactor(4).encode(context);
        double slowest = encoding.frequencies().omega(63); // radians per token
        boolean inside = TrainedRange.of(encoding, context, 8191).inside(); // false: 2047.75 > 2047
        // end
        assertThat(slowest).isEqualTo(context.baseFrequencies().omega(63) / 4);
        assertThat(inside).isFalse();
    }

    @Test
    void theReadmeShowsTheseLines() throws IOException {
        Path root = ProjectRoot.find();
        List<String> source =
                Files.readAllLines(root.resolve("rope-cli/src/test/java/io/github/ropelab/cli/ReadmeTest.java"));
        List<String> lines =
                source.subList(source.indexOf("        // begin") + 1, source.indexOf("        // end")).stream()
                        .map(String::strip)
                        .toList();
        assertThat(lines).hasSize(5);
        assertThat(Files.readString(root.resolve("README.md")))
                .contains("```java\n" + String.join("\n", lines) + "\n```");
    }

    @Test
    void theReadmesTestCommandIsTheOneThatCiRuns() throws IOException {
        Path root = ProjectRoot.find();
        String readme = Files.readString(root.resolve("README.md"));
        List<String> commands = Files.readAllLines(root.resolve(".ci/run")).stream()
                .filter(line -> line.startsWith("mvn") || line.startsWith("./rope"))
                .toList();
        assertThat(commands).hasSize(2).allMatch(readme::contains);
    }
}
