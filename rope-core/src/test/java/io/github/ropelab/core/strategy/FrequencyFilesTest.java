package io.github.ropelab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frequencies and amplitudes of outside implementations against the records themselves, without a reader of configs. The
 * mapping of engine spellings here is only as wide as the files need.
 */
class FrequencyFilesTest {
    /** Float32 code rounds a power, a quotient and a product, and may blend two of them. */
    private static final Tolerance FLOAT32 = new Tolerance("float32 frequencies", 1e-6, 0);

    /** Lists of Phi-3.5 as float32, amplitude recovered from float32 cos and sin. */
    private static final Tolerance RECOVERED_AMPLITUDE = new Tolerance("amplitude from float32 cos and sin", 1e-6, 0);

    private static final Pattern STATED_TOLERANCE = Pattern.compile("rel\\. tol\\. ([0-9.e-]+)");

    /** Engine spellings that differ from the file's own name of the strategy. */
    private static final Map<String, String> BY_ROPE_TYPE = Map.of("dynamic_longrope", "longrope_dynamic");

    /** Keys that say which strategy, or belong to the context. */
    private static final Set<String> NOT_PARAMETERS = Set.of(
            "rope_type", "type", "rope_theta", "original_max_position_embeddings", "max_trained_positions", "use_fope");

    /** Strategies that {@code FrequencyOracleTest} covers through the reader of configs: several dialects each. */
    private static final Set<String> READ_ELSEWHERE =
            Set.of("none", "linear", "ntk_aware", "yarn", "llama3", "resonance");

    static Stream<Path> files() {
        return files(false);
    }

    static Stream<Path> negativeControls() {
        return files(true);
    }

    private static Stream<Path> files(boolean negative) {
        return OracleFiles.in("frequencies").stream().filter(path -> {
            JsonNode file = OracleFiles.read(path);
            return file.has("inv_freq")
                    && Strategies.builtIn().ids().contains(id(file))
                    && !READ_ELSEWHERE.contains(id(file))
                    && negative == file.get("notes").toString().contains("must NOT match");
        });
    }

    @Test
    void everyStrategyWithAnOutsideImplementationHasAFile() {
        Set<String> ids = new TreeSet<>();
        files().forEach(path -> ids.add(id(OracleFiles.read(path))));
        Set<String> expected = new TreeSet<>(Strategies.builtIn().ids().stream()
                .filter(id -> id.matches("ntk_fixed|ntk_mixed|ntk_by_parts.*|dynamic_.*|longrope.*|abf|giraffe_.*"
                        + "|p_rope|partial|fope|evq_cosh"))
                .toList());
        assertThat(ids).isEqualTo(expected).hasSizeGreaterThan(10);
        assertThat(negativeControls()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void agrees(Path path) {
        JsonNode file = OracleFiles.read(path);
        PositionEncoding encoding = encode(file, current(file));
        Tolerance frequency = tolerance(file);
        check("inv_freq", encoding, OracleFiles.numbers(file.get("inv_freq")), frequency);
        if (file.path("inv_freq_fp64").isArray()) {
            check("inv_freq_fp64", encoding, OracleFiles.numbers(file.get("inv_freq_fp64")), Tolerance.DOUBLE);
        }
        (file.get("source").textValue().startsWith("ggml") ? RECOVERED_AMPLITUDE : Tolerance.DOUBLE)
                .check(
                        "attention_factor",
                        encoding.attention().amplitude(),
                        file.get("attention_factor").doubleValue());
    }

    @ParameterizedTest
    @MethodSource("negativeControls")
    void isUnlikeAFlawedImplementationUpToTheTrainedLength(Path path) {
        JsonNode file = OracleFiles.read(path);
        double[] flawed = OracleFiles.numbers(file.get("inv_freq"));
        int trained = lengths(file, 1).trained();
        for (int length : new int[] {1, trained / 2, trained}) {
            PositionEncoding encoding = encode(file, length);
            for (int i = 1; i < flawed.length; i++) {
                assertThat(FLOAT32.accepts(encoding.frequencies().omega(i), flawed[i]))
                        .as("pair %d at length %d", i, length)
                        .isFalse();
            }
        }
    }

    /** Every pair; those beyond a shorter list, which holds what FoPE retained, must stand still. */
    private static void check(String what, PositionEncoding encoding, double[] expected, Tolerance tolerance) {
        assertThat(expected.length).isBetween(1, encoding.frequencies().pairs());
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            tolerance.check(
                    what + "[" + i + "]", encoding.frequencies().omega(i), i < expected.length ? expected[i] : 0);
        }
    }

    private static PositionEncoding encode(JsonNode file, int current) {
        JsonNode config = file.get("config");
        RopeStrategy strategy = Strategies.builtIn().read(id(file), Params.of(parameters(file)));
        RotaryGeometry geometry =
                strategy.rotated(RotaryGeometry.full(config.get("head_dim").intValue(), Pairing.HALF_SPLIT));
        return strategy.encode(
                new RopeContext(geometry, config.get("rope_theta").doubleValue(), lengths(file, current)));
    }

    private static String id(JsonNode file) {
        return BY_ROPE_TYPE.getOrDefault(
                block(file).path("rope_type").asText(), file.get("strategy").textValue());
    }

    private static Map<String, Object> parameters(JsonNode file) {
        Map<String, Object> parameters = new TreeMap<>();
        block(file).properties().forEach(entry -> {
            if (!NOT_PARAMETERS.contains(entry.getKey())) {
                parameters.put(entry.getKey(), new ObjectMapper().convertValue(entry.getValue(), Object.class));
            }
        });
        switch (id(file)) {
            case "ntk_by_parts_v1" ->
                parameters.put("dynamic", block(file).path("rope_type").asText().startsWith("dynamic"));
            case "partial" ->
                parameters.put(
                        "partial_rotary_factor",
                        file.get("config").get("partial_rotary_factor").doubleValue());
            default -> {}
        }
        return parameters;
    }

    private static JsonNode block(JsonNode file) {
        JsonNode config = file.get("config");
        return config.path("rope_parameters").isObject() ? config.get("rope_parameters") : config.path("rope_scaling");
    }

    private static Lengths lengths(JsonNode file, int current) {
        int target = file.get("config").get("max_position_embeddings").intValue();
        return new Lengths(trained(file, target), target, current);
    }

    private static int trained(JsonNode file, int fallback) {
        return Stream.of(
                        block(file).path("max_trained_positions"),
                        file.get("config").path("original_max_position_embeddings"),
                        block(file).path("original_max_position_embeddings"))
                .filter(JsonNode::isInt)
                .mapToInt(JsonNode::intValue)
                .findFirst()
                .orElse(fallback);
    }

    /** The length of the call, or the served length where an engine chooses once, or the trained length. */
    private static int current(JsonNode file) {
        JsonNode config = file.get("config");
        return Stream.of(
                        file.path("seq_len"),
                        config.path("max_model_len"),
                        config.path("llama_cpp").path("n_ctx"))
                .filter(JsonNode::isInt)
                .mapToInt(JsonNode::intValue)
                .findFirst()
                .orElse(lengths(file, 1).trained());
    }

    private static Tolerance tolerance(JsonNode file) {
        String type = file.get("inv_freq_dtype").textValue();
        if (type.startsWith("float64")) {
            return Tolerance.DOUBLE;
        }
        Matcher stated = STATED_TOLERANCE.matcher(type);
        return stated.find() ? new Tolerance("stated by the file", Double.parseDouble(stated.group(1)), 0) : FLOAT32;
    }
}
