package io.github.ropelab.experiments.config;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.strategy.Strategies;
import io.github.ropelab.experiments.input.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every frequency file of the oracle, read as a user's config.json. A file whose strategy the catalogue has must agree;
 * any other must be refused by its type or its keys, so that nothing is computed by mistake.
 */
class FrequencyOracleTest {
    /** Float32 code rounds a power, a quotient and a product; llama3 and yarn blend two of them. */
    private static final Tolerance FLOAT32 = new Tolerance("float32 frequencies", 1e-6, 0);

    /** Names under which files keep strategies that are the plain embedding with another base or width. */
    private static final Set<String> PLAIN = Set.of("abf", "partial");

    private static final Pattern STATED_TOLERANCE = Pattern.compile("rel\\. tol\\. ([0-9.e-]+)");

    @TempDir
    Path folder;

    static Stream<Path> files() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).has("inv_freq"));
    }

    @Test
    void filesAreThere() {
        assertThat(files().filter(file -> inCatalog(OracleFiles.read(file))).count())
                .isGreaterThanOrEqualTo(38);
    }

    private static boolean inCatalog(JsonNode file) {
        String strategy = file.get("strategy").textValue();
        return PLAIN.contains(strategy) || Strategies.builtIn().ids().contains(strategy);
    }

    @ParameterizedTest
    @MethodSource("files")
    void agreesOrIsRefused(Path path) throws IOException {
        JsonNode file = OracleFiles.read(path);
        Path config = folder.resolve("config.json");
        Files.writeString(config, file.get("config").toString());
        if (!inCatalog(file)) {
            assertThatThrownBy(() -> read(config))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("config.json: rope_");
            return;
        }
        PositionEncoding encoding = read(config).encoding();
        assertAgrees("inv_freq", encoding, numbers(file.get("inv_freq")), tolerance(file));
        if (file.path("inv_freq_fp64").isArray()) {
            assertAgrees("inv_freq_fp64", encoding, numbers(file.get("inv_freq_fp64")), Tolerance.DOUBLE);
        }
        boolean recovered = file.get("source").textValue().startsWith("ggml");
        Tolerance amplitude =
                recovered ? new Tolerance("amplitude from float32 cos and sin", 1e-6, 0) : Tolerance.DOUBLE;
        amplitude.check(
                "attention_factor",
                encoding.attention().amplitude(),
                file.get("attention_factor").doubleValue());
        if (file.has("softmax_scale_multiplier")) {
            Tolerance.DOUBLE.check(
                    "softmax scale",
                    encoding.attention().logit().at(0),
                    file.get("softmax_scale_multiplier").doubleValue());
        }
        if (file.has("effective_base")) {
            Tolerance.DOUBLE.check(
                    "base",
                    encoding.trace().derived().get("base"),
                    file.get("effective_base").doubleValue());
        }
    }

    private static RopeSetup read(Path config) {
        return RopeRequest.ofConfig(config).resolve();
    }

    private static Tolerance tolerance(JsonNode file) {
        Matcher stated = STATED_TOLERANCE.matcher(file.get("inv_freq_dtype").textValue());
        return stated.find() ? new Tolerance("stated by the file", Double.parseDouble(stated.group(1)), 0) : FLOAT32;
    }

    private static void assertAgrees(String what, PositionEncoding encoding, double[] expected, Tolerance tolerance) {
        assertThat(encoding.frequencies().pairs()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            tolerance.check(what + "[" + i + "]", encoding.frequencies().omega(i), expected[i]);
        }
    }
}
