package io.github.ropelab.model.config;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frequency file of the oracle, read as a user's config.json by the engine that made it, and by default. */
class FrequencyOracleTest {
    /** Float32 code rounds a power, a quotient and a product; llama3 and yarn blend two of them. */
    private static final Tolerance FLOAT32 = new Tolerance("float32 frequencies", 1e-6, 0);

    private static final Pattern STATED_TOLERANCE = Pattern.compile("rel\\. tol\\. ([0-9.e-]+)");

    /** A file that records a defect on purpose says so. */
    private static final String NEGATIVE_CONTROL = "negative control";

    @TempDir
    Path folder;

    static Stream<Path> files() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).has("inv_freq"));
    }

    static Stream<Path> agreeing() {
        return files().filter(file -> !isNegativeControl(OracleFiles.read(file)));
    }

    static Stream<Path> negativeControls() {
        return files().filter(file -> isNegativeControl(OracleFiles.read(file)));
    }

    private static boolean isNegativeControl(JsonNode file) {
        return file.path("notes").toString().contains(NEGATIVE_CONTROL);
    }

    @Test
    void filesAreThere() {
        assertThat(agreeing().count()).isGreaterThanOrEqualTo(70);
        assertThat(negativeControls()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("agreeing")
    void agreesAsTheEngineThatMadeItReadsIt(Path path) throws IOException {
        JsonNode file = OracleFiles.read(path);
        assertAgrees(file, encoding(file, dialect(file)));
    }

    @ParameterizedTest
    @MethodSource("agreeing")
    void agreesByDefault(Path path) throws IOException {
        JsonNode file = OracleFiles.read(path);
        assertAgrees(file, encoding(file, Dialect.TRANSFORMERS));
    }

    @ParameterizedTest
    @MethodSource("negativeControls")
    void aRecordedDefectIsNotReproduced(Path path) throws IOException {
        JsonNode file = OracleFiles.read(path);
        double[] defect = numbers(file.get("inv_freq"));
        PositionEncoding encoding = encoding(file, Dialect.TRANSFORMERS);
        long equal = Stream.iterate(1, i -> i < defect.length, i -> i + 1)
                .filter(i -> FLOAT32.accepts(encoding.frequencies().omega(i), defect[i]))
                .count();
        assertThat(equal).isZero();
    }

    private static void assertAgrees(JsonNode file, PositionEncoding encoding) {
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

    private PositionEncoding encoding(JsonNode file, Dialect dialect) throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(config, file.get("config").toString());
        OptionalInt current = file.path("seq_len").isInt()
                ? OptionalInt.of(file.get("seq_len").intValue())
                : OptionalInt.empty();
        return RopeRequest.ofConfig(config)
                .dialect(dialect)
                .lengths(OptionalInt.empty(), OptionalInt.empty(), current)
                .resolve()
                .encoding();
    }

    /** The engine named by the file's source. */
    private static Dialect dialect(JsonNode file) {
        String source = file.get("source").textValue();
        record Named(String start, Dialect dialect) {}
        return Stream.of(
                        new Named("vllm", Dialect.VLLM),
                        new Named("ggml", Dialect.LLAMA_CPP),
                        new Named("jquesnelle", Dialect.YARN_CODE),
                        new Named("microsoft/LongRoPE", Dialect.LONGROPE_CODE))
                .filter(named -> source.startsWith(named.start()))
                .map(Named::dialect)
                .findFirst()
                .orElse(Dialect.TRANSFORMERS);
    }

    private static Tolerance tolerance(JsonNode file) {
        Matcher stated = STATED_TOLERANCE.matcher(file.get("inv_freq_dtype").textValue());
        return stated.find() ? new Tolerance("stated by the file", Double.parseDouble(stated.group(1)), 0) : FLOAT32;
    }

    /** vLLM's FoPE file holds the retained pairs only; the others stand still. */
    private static void assertAgrees(String what, PositionEncoding encoding, double[] expected, Tolerance tolerance) {
        int pairs = encoding.frequencies().pairs();
        assertThat(expected.length).isBetween(1, pairs);
        double[] all = Arrays.copyOf(expected, pairs);
        for (int i = 0; i < pairs; i++) {
            tolerance.check(what + "[" + i + "]", encoding.frequencies().omega(i), all[i]);
        }
    }
}
