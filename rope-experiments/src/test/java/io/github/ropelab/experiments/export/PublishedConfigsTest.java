package io.github.ropelab.experiments.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.model.config.Dialect;
import io.github.ropelab.model.config.RopeRequest;
import io.github.ropelab.model.config.RopeSetup;
import io.github.ropelab.model.io.InvalidInput;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
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
        } catch (InvalidParameter | InvalidInput notForThisEngine) {
            return Optional.empty();
        }
    }

    private static OptionalInt current(RopeSetup setup) {
        return OptionalInt.of(setup.context().lengths().current());
    }

    @Test
    void fromVllmToTransformers() {
        assertMostAreSaid(Dialect.VLLM, "transformers", setup -> RopeRequest.ofConfigText(
                        "exported",
                        RopeExport.toTransformers(setup, RopeExport.Spelling.ROPE_PARAMETERS)
                                .text())
                .lengths(OptionalInt.empty(), OptionalInt.empty(), current(setup)));
    }

    @Test
    void fromTransformersToVllm() {
        assertMostAreSaid(Dialect.TRANSFORMERS, "vLLM", setup -> VllmArguments.read(
                        RopeExport.toVllm(setup).text())
                .widths(OptionalInt.of(setup.context().geometry().headDim()), OptionalInt.empty()));
    }

    /** What one engine makes of a config, said in another's words and read back, is the same; or a clear error. */
    private static void assertMostAreSaid(Dialect from, String to, Function<RopeSetup, RopeRequest> exportedAndRead) {
        int said = 0;
        for (RopeSetup setup : setups(from).toList()) {
            RopeRequest again;
            try {
                again = exportedAndRead.apply(setup);
            } catch (InvalidParameter e) {
                ExportRoundTripTest.assertClear(e, to, setup.strategy().type().id());
                continue;
            }
            ExportRoundTripTest.assertSame(ExportRoundTripTest.FREQUENCY, again.resolve(), setup);
            said++;
        }
        assertThat(said).isGreaterThanOrEqualTo(40);
    }
}
