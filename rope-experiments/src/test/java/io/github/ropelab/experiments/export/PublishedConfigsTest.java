package io.github.ropelab.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.experiments.config.Dialect;
import io.github.ropelab.experiments.config.RopeRequest;
import io.github.ropelab.experiments.config.RopeSetup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Configs of published models and of other programs' tests, moved from the engine that reads them to another. */
class PublishedConfigsTest {
    private static Stream<RopeSetup> setups(Dialect dialect) {
        return OracleFiles.in("frequencies").stream()
                .map(path -> setup(path, dialect))
                .flatMap(Optional::stream);
    }

    private static Optional<RopeSetup> setup(Path path, Dialect dialect) {
        JsonNode file = OracleFiles.read(path);
        OptionalInt current = file.path("seq_len").isInt()
                ? OptionalInt.of(file.get("seq_len").intValue())
                : OptionalInt.empty();
        try {
            return Optional.of(RopeRequest.ofConfigText(
                            path.toString(), file.path("config").toString())
                    .dialect(dialect)
                    .lengths(OptionalInt.empty(), OptionalInt.empty(), current)
                    .resolve());
        } catch (RuntimeException notForThisEngine) {
            return Optional.empty();
        }
    }

    private static OptionalInt current(RopeSetup setup) {
        return OptionalInt.of(setup.context().lengths().current());
    }

    @Test
    void fromVllmToTransformers() {
        long said = setups(Dialect.VLLM)
                .filter(setup -> {
                    try {
                        String config = RopeExport.toTransformers(setup, RopeExport.Spelling.ROPE_PARAMETERS)
                                .text();
                        RopeSetup again = RopeRequest.ofConfigText("exported", config)
                                .lengths(OptionalInt.empty(), OptionalInt.empty(), current(setup))
                                .resolve();
                        ExportRoundTripTest.assertSame(ExportRoundTripTest.FREQUENCY, again, setup);
                        return true;
                    } catch (InvalidParameter e) {
                        ExportRoundTripTest.assertClear(
                                e, "transformers", setup.strategy().type().id());
                        return false;
                    }
                })
                .count();
        assertThat(said).isGreaterThanOrEqualTo(40);
    }

    @Test
    void fromTransformersToVllm() {
        long said = setups(Dialect.TRANSFORMERS)
                .filter(setup -> {
                    try {
                        RopeSetup again = VllmArguments.read(
                                        RopeExport.toVllm(setup).text())
                                .widths(
                                        OptionalInt.of(
                                                setup.context().geometry().headDim()),
                                        OptionalInt.empty())
                                .resolve();
                        ExportRoundTripTest.assertSame(ExportRoundTripTest.FREQUENCY, again, setup);
                        return true;
                    } catch (InvalidParameter e) {
                        ExportRoundTripTest.assertClear(
                                e, "vLLM", setup.strategy().type().id());
                        return false;
                    }
                })
                .count();
        assertThat(said).isGreaterThanOrEqualTo(40);
    }
}
