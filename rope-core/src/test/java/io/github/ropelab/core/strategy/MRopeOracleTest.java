package io.github.ropelab.core.strategy;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Axes of pairs, and vectors rotated with them against transformers and ggml in float32. */
class MRopeOracleTest {
    /** ggml's mode for interleaved sections. */
    private static final int IMROPE = 40;

    private static final Pattern SECTIONS = Pattern.compile("_sec_(\\d+)_(\\d+)_(\\d+)");

    static Stream<Path> files() {
        return OracleFiles.in("rotations").stream()
                .filter(file -> OracleFiles.read(file).path("name").asText().contains("mrope"));
    }

    private static PositionEncoding encode(int headDim, Map<String, Object> parameters) {
        Map<String, Object> block = new HashMap<>(parameters);
        block.put("rope_type", "mrope");
        return Strategies.read(block)
                .encode(new RopeContext(RotaryGeometry.full(headDim, Pairing.HALF_SPLIT), 10_000, Lengths.trained(64)));
    }

    private static List<Integer> axes(int headDim, Map<String, Object> parameters) {
        return encode(headDim, parameters).axes().axes();
    }

    @Test
    void filesAreThere() {
        assertThat(files().count()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("files")
    void rotatedVectorsAgree(Path path) {
        JsonNode file = OracleFiles.read(path);
        int headDim = file.get("head_dim").intValue();
        boolean ggml = file.has("ggml_mode");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("mrope_section", sections(file));
        parameters.put(
                "mrope_interleaved",
                ggml
                        ? file.get("ggml_mode").intValue() == IMROPE
                        : file.get("mrope_interleaved").booleanValue());
        parameters.put("mrope_tail", ggml ? "fourth" : "temporal");
        PositionEncoding encoding = encode(headDim, parameters);
        FrequencySchedule frequencies =
                file.has("inv_freq") ? FrequencySchedule.of(numbers(file.get("inv_freq"))) : encoding.frequencies();
        JsonNode positions = file.has("positions_thw") ? file.get("positions_thw") : file.get("positions");
        double slack = file.path("max_abs_difference_to_transformers").asDouble(0);
        Tolerance tolerance = new Tolerance("float32 rotation", 0, Tolerance.FLOAT_ROTATION.absolute() + slack);
        int compared = 0;
        for (String side : List.of("q", "k")) {
            JsonNode expected = file.path("outputs").path("float32").path(side + "_out");
            if (!expected.isMissingNode()) {
                double[] actual = rotated(numbers(file.get(side)), headDim, frequencies, encoding.axes(), positions);
                double[] values = numbers(expected);
                assertThat(actual).hasSameSizeAs(values);
                for (int c = 0; c < values.length; c++) {
                    tolerance.check(side + " component " + c, actual[c], values[c]);
                }
                compared += values.length;
            }
        }
        assertThat(compared).isPositive();
    }

    private static List<Integer> sections(JsonNode file) {
        if (file.has("mrope_section")) {
            return Arrays.stream(numbers(file.get("mrope_section")))
                    .mapToObj(s -> (int) s)
                    .toList();
        }
        Matcher named = SECTIONS.matcher(file.get("name").textValue());
        assertThat(named.find()).isTrue();
        return Stream.of(1, 2, 3).map(g -> Integer.valueOf(named.group(g))).toList();
    }

    /** Half-split rotation; the angle is the float32 product of position and frequency. A missing fourth axis is 0. */
    private static double[] rotated(
            double[] x, int headDim, FrequencySchedule frequencies, PairAxes axes, JsonNode positions) {
        double[] y = new double[x.length];
        int half = headDim / 2;
        for (int t = 0; t < x.length / headDim; t++) {
            for (int i = 0; i < half; i++) {
                double position = positions.path(axes.of(i)).path(t).asDouble(0);
                double angle = (float) (position * frequencies.omega(i));
                double a = x[t * headDim + i];
                double b = x[t * headDim + i + half];
                y[t * headDim + i] = a * StrictMath.cos(angle) - b * StrictMath.sin(angle);
                y[t * headDim + i + half] = b * StrictMath.cos(angle) + a * StrictMath.sin(angle);
            }
        }
        return y;
    }

    @Test
    void contiguousSectionsAreBlocks() {
        assertThat(axes(16, Map.of("mrope_section", List.of(2, 3, 3)))).containsExactly(0, 0, 1, 1, 1, 2, 2, 2);
        assertThat(encode(16, Map.of("mrope_section", List.of(8, 0, 0))).axes()).isEqualTo(PairAxes.single());
    }

    /** Qwen3-VL, [24, 20, 20]: h claims 1, 4, ..., 58 and w 2, 5, ..., 59; 61 and 62 are left over. */
    @Test
    void interleavedAxesTakeTurnsAndTheTailIsTemporalOrFourth() {
        Map<String, Object> parameters = Map.of("mrope_section", List.of(24, 20, 20), "mrope_interleaved", true);
        List<Integer> transformers = axes(128, parameters);
        Map<String, Object> more = new HashMap<>(parameters);
        more.put("mrope_tail", "fourth");
        List<Integer> ggml = axes(128, more);
        for (int i = 0; i < 60; i++) {
            assertThat(transformers.get(i)).isEqualTo(i % 3);
            assertThat(ggml.get(i)).isEqualTo(i % 3);
        }
        assertThat(transformers.subList(60, 64)).containsExactly(0, 0, 0, 0);
        assertThat(ggml.subList(60, 64)).containsExactly(0, 3, 3, 0);
        assertThat(encode(128, parameters).axes().count()).isEqualTo(3);
        assertThat(encode(128, more).axes().count()).isEqualTo(4);
    }

    @Test
    void sectionsMustFillThePairs() {
        assertThatThrownBy(() -> encode(16, Map.of("mrope_section", List.of(2, 3, 4))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("mrope_section must sum to the number of rotary pairs (8), not to 9");
        assertThatThrownBy(() -> encode(16, Map.of("mrope_section", List.of(4, 4))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("mrope_section must be three whole numbers");
        assertThatThrownBy(() -> encode(16, Map.of()))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("mrope_section");
    }
}
