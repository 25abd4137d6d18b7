package io.github.ropelab.core.kernel;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rotated vectors against transformers' own code and ggml's, for every file that gives one position per token. ggml
 * builds its angles by repeated multiplication in float; each of its files states how far that leads from transformers.
 */
class RotationOracleTest {
    /** ggml's files do not print frequencies; it was called with its default base. */
    private static final double GGML_BASE = 10_000;

    /** Bound on |x| + |y| of the pairs in the files. */
    private static final double MAX_VALUE = 5;

    static Stream<Path> files() {
        return OracleFiles.in("rotations").stream().filter(file -> isOneAxisRotation(OracleFiles.read(file)));
    }

    /** A file of another kind has no q, or several positions per token (M-RoPE). */
    private static boolean isOneAxisRotation(JsonNode file) {
        return file.has("q") && file.path("positions").path(0).isNumber();
    }

    @Test
    void filesAreThere() {
        assertThat(files().count()).isGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest
    @MethodSource("files")
    void doubleAndFloatOutputsAgree(Path path) {
        JsonNode file = OracleFiles.read(path);
        double[] positions = numbers(file.get("positions"));
        double offset = file.path("offset").asDouble(0);
        for (int t = 0; t < positions.length; t++) {
            positions[t] += offset;
        }
        int headDim = file.get("head_dim").intValue();
        RotaryGeometry geometry = new RotaryGeometry(
                headDim,
                file.path("rotary_dim").asInt(headDim),
                Pairing.of(file.get("layout").textValue()));
        FrequencySchedule frequencies = file.has("inv_freq")
                ? FrequencySchedule.of(numbers(file.get("inv_freq")))
                : FrequencySchedule.geometric(GGML_BASE, geometry.rotaryDim());
        double otherArithmetic = file.path("max_abs_difference_to_transformers").asDouble(0);
        double amplitude = file.path("attention_factor").asDouble(1);
        int compared = 0;
        for (String side : List.of("q", "k")) {
            if (!file.has(side)) {
                continue;
            }
            double[] in = numbers(file.get(side));
            JsonNode doubles = file.path("outputs").path("float64").path(side + "_out");
            if (!doubles.isMissingNode()) {
                double[] out = new double[in.length];
                Rotation.rotate(in, out, geometry, RotaryTable.of(frequencies, positions, amplitude, Arithmetic.F64));
                compared += compare(out, numbers(doubles), Tolerance.DOUBLE_ROTATION);
            }
            JsonNode floats = file.path("outputs").path("float32").path(side + "_out");
            if (!floats.isMissingNode()) {
                float[] out = new float[in.length];
                Rotation.rotate(
                        toFloat(in), out, geometry, RotaryTable.of(frequencies, positions, amplitude, Arithmetic.F32));
                double[] widened = new double[out.length];
                for (int c = 0; c < out.length; c++) {
                    widened[c] = out[c];
                }
                double[] expected = numbers(floats);
                boolean exact = file.path("inv_freq_dtype").asText().equals("float32");
                for (int c = 0; c < out.length; c++) {
                    double slack =
                            exact ? 0 : frequencySlack(geometry, frequencies, positions[c / headDim], c % headDim);
                    Tolerance tolerance = new Tolerance(
                            "float rotation",
                            0,
                            Tolerance.FLOAT_ROTATION.absolute() + MAX_VALUE * slack + otherArithmetic);
                    tolerance.check("component " + c, widened[c], expected[c]);
                }
                compared += out.length;
            }
        }
        assertThat(compared).isPositive();
    }

    /**
     * How far the angle may be off when the file prints frequencies in double: the outside code computed them in float,
     * an ulp beside the rounded double at worst, and the product is rounded to float. A frequency that float holds
     * exactly (1 and other short ones) allows nothing.
     */
    private static double frequencySlack(
            RotaryGeometry geometry, FrequencySchedule frequencies, double position, int component) {
        for (int i = 0; i < geometry.pairs(); i++) {
            boolean member = geometry.pairing().first(i, geometry.rotaryDim()) == component
                    || geometry.pairing().second(i, geometry.rotaryDim()) == component;
            double omega = frequencies.omega(i);
            if (member && (float) omega != omega) {
                return position * Math.ulp((float) omega) + Math.ulp((float) (position * omega));
            }
        }
        return 0;
    }

    private static int compare(double[] actual, double[] expected, Tolerance tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int c = 0; c < actual.length; c++) {
            tolerance.check("component " + c, actual[c], expected[c]);
        }
        return actual.length;
    }

    private static float[] toFloat(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
