package io.github.ropelab.core.kernel;

import static io.github.ropelab.core.OracleFiles.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RadialScale;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rotated vectors against transformers' own code and ggml's, in every precision that the files hold. */
class RotationOracleTest {
    /** ggml's files do not print frequencies; it was called with its default base. */
    private static final double GGML_BASE = 10_000;

    /**
     * Outside float cosines and sines may lie an ulp beside the rounded exact ones; that ulp goes through two float
     * products and a float sum. In units of |x| + |y| of the pair.
     */
    private static final double FLOAT_TRIGONOMETRY = 0x1p-22;

    static Stream<Path> rotations() {
        return OracleFiles.in("rotations").stream()
                .filter(file -> OracleFiles.read(file).has("q"));
    }

    static Stream<Path> ggmlPositions() {
        return OracleFiles.in("frequencies").stream()
                .filter(file -> OracleFiles.read(file).has("cos_float32"));
    }

    static Stream<Path> flaws() {
        return OracleFiles.in("rotations").stream()
                .filter(file -> OracleFiles.read(file).has("cos_bf16_angles"));
    }

    @Test
    void filesAreThere() {
        assertThat(rotations().count()).isGreaterThanOrEqualTo(17);
        assertThat(ggmlPositions().count()).isGreaterThanOrEqualTo(2);
        assertThat(flaws().count()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("rotations")
    void everyRecordedPrecisionAgrees(Path path) {
        JsonNode file = OracleFiles.read(path);
        JsonNode outputs = file.get("outputs");
        int compared = 0;
        for (String side : List.of("q", "k")) {
            for (NumberFormat format : NumberFormat.values()) {
                JsonNode expected = outputs.path(format.longId()).path(side + "_out");
                if (!expected.isMissingNode()) {
                    compare(path, side, format, numbers(expected));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private static void compare(Path path, String side, NumberFormat format, double[] expected) {
        JsonNode file = OracleFiles.read(path);
        boolean ggml = file.has("ggml_mode");
        Arithmetic arithmetic = ggml ? Arithmetic.F32_GGML : Arithmetic.of(format);
        int headDim = file.get("head_dim").intValue();
        RotaryGeometry geometry = new RotaryGeometry(
                headDim,
                file.path("rotary_dim").asInt(headDim),
                Pairing.of(file.get("layout").textValue()));
        FrequencySchedule frequencies = ggml
                ? FrequencySchedule.geometric(GGML_BASE, geometry.rotaryDim())
                : FrequencySchedule.of(numbers(file.get("inv_freq")));
        double amplitude = file.path("attention_factor").asDouble(1);
        double[][] positions = positions(file);
        TableRecipe recipe = new TableRecipe(
                frequencies,
                ggml ? OptionalDouble.of(GGML_BASE) : OptionalDouble.empty(),
                amplitude,
                RadialScale.none(),
                axes(path, positions.length),
                arithmetic);
        double[] in = numbers(file.get(side));
        double[] out = new double[in.length];
        Rotation.rotate(in, out, geometry, recipe.table(Side.QUERY, positions, 0), arithmetic.rotation());
        assertThat(out).hasSameSizeAs(expected);
        for (int c = 0; c < out.length; c++) {
            String what = side + " " + format + ", component " + c;
            switch (format) {
                case FLOAT64 -> Tolerance.DOUBLE_ROTATION.check(what, out[c], expected[c]);
                case FLOAT32 ->
                    new Tolerance(
                                    "an ulp of a float cosine",
                                    0,
                                    FLOAT_TRIGONOMETRY * amplitude * pairSize(in, c, geometry))
                            .check(what, out[c], (float) expected[c]);
                default -> assertThat(out[c]).as(what).isEqualTo(expected[c]);
            }
        }
    }

    /** |x| + |y| of the pair of a component; 0 for one that does not rotate, which must be exact. */
    private static double pairSize(double[] in, int component, RotaryGeometry geometry) {
        int row = component / geometry.headDim() * geometry.headDim();
        for (int i = 0; i < geometry.pairs(); i++) {
            int a = row + geometry.pairing().first(i, geometry.rotaryDim());
            int b = row + geometry.pairing().second(i, geometry.rotaryDim());
            if (a == component || b == component) {
                return Math.abs(in[a]) + Math.abs(in[b]);
            }
        }
        return 0;
    }

    /** [axes][tokens]. */
    private static double[][] positions(JsonNode file) {
        JsonNode node = file.has("positions_thw") ? file.get("positions_thw") : file.get("positions");
        double offset = file.path("offset").asDouble(0);
        List<double[]> axes = new ArrayList<>();
        if (node.path(0).isArray()) {
            node.forEach(axis -> axes.add(numbers(axis)));
        } else {
            axes.add(numbers(node));
        }
        for (double[] axis : axes) {
            for (int t = 0; t < axis.length; t++) {
                axis[t] += offset;
            }
        }
        return axes.toArray(double[][]::new);
    }

    /** ggml's files repeat the vectors of another file, which names the sections. */
    private static PairAxes axes(Path path, int count) {
        if (count == 1) {
            return PairAxes.single();
        }
        JsonNode file = OracleFiles.read(
                path.resolveSibling(path.getFileName().toString().replaceFirst("^ggml_", "")));
        List<Integer> sections = new ArrayList<>();
        file.get("mrope_section").forEach(node -> sections.add(node.intValue()));
        boolean interleaved = file.path("mrope_interleaved").asBoolean();
        int pairs = sections.stream().mapToInt(Integer::intValue).sum();
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            if (interleaved) {
                int axis = i % sections.size();
                axes.add(i < sections.size() * sections.get(axis) ? axis : 0);
            } else {
                int axis = 0;
                int end = sections.get(0);
                while (i >= end) {
                    axis++;
                    end += sections.get(axis);
                }
                axes.add(axis);
            }
        }
        return new PairAxes(axes);
    }

    /** The running product leads ggml up to 0.08 away from the exact cosine; its own rounding is met to a float ulp. */
    @ParameterizedTest
    @MethodSource("ggmlPositions")
    void ggmlsRunningProductIsFollowedFarOut(Path path) {
        JsonNode file = OracleFiles.read(path);
        int headDim = file.get("config").get("head_dim").intValue();
        double base = file.get("config").get("rope_theta").doubleValue();
        double[] position = {file.get("position").doubleValue()};
        FrequencySchedule theta = FrequencySchedule.geometric(base, headDim);
        TableRecipe recipe = new TableRecipe(
                theta, OptionalDouble.of(base), 1, RadialScale.none(), PairAxes.single(), Arithmetic.F32_GGML);
        RotaryTable table = recipe.table(Side.QUERY, position, 0);
        RotaryTable single = RotaryTable.of(theta, position, 1, Arithmetic.F32);
        double[] cos = numbers(file.get("cos_float32"));
        double[] sin = numbers(file.get("sin_float32"));
        Tolerance ulp = new Tolerance("a float ulp of a cosine", 0, 0x1p-24);
        double others = 0;
        for (int i = 0; i < headDim / 2; i++) {
            ulp.check("cos of pair " + i, table.cos(0, i), cos[i]);
            ulp.check("sin of pair " + i, table.sin(0, i), sin[i]);
            others = Math.max(others, Math.abs(single.cos(0, i) - cos[i]));
        }
        assertThat(others).as("a single product is another arithmetic").isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void bfloat16PositionsMergeTokensAsTheyDidInOldEngines(Path path) {
        JsonNode file = OracleFiles.read(path);
        double[] positions = numbers(file.get("positions"));
        double[] rounded = numbers(file.get("positions_after_bf16"));
        for (int t = 0; t < positions.length; t++) {
            assertThat(NumberFormat.BFLOAT16.round(positions[t])).isEqualTo(rounded[t]);
        }
        FrequencySchedule frequencies = FrequencySchedule.of(numbers(file.get("inv_freq")));
        RotaryTable old = RotaryTable.of(
                frequencies, positions, 1, Arithmetic.of("positions=bf16,frequencies=bf16,angles=bf16,table=f32"));
        RotaryTable exact = RotaryTable.of(frequencies, positions, 1, Arithmetic.F64);
        double[] cos = numbers(file.get("cos_bf16_angles"));
        double[] exactCos = numbers(file.get("cos_float64"));
        double worst = 0;
        for (int t = 0; t < positions.length; t++) {
            for (int i = 0; i < frequencies.pairs(); i++) {
                int at = t * frequencies.pairs() + i;
                assertThat(old.cos(t, i)).as("row %s, pair %s", t, i).isEqualTo(cos[at]);
                Tolerance.DOUBLE_ROTATION.check("exact", exact.cos(t, i), exactCos[at]);
                worst = Math.max(worst, Math.abs(old.cos(t, i) - exact.cos(t, i)));
            }
        }
        Tolerance.FLOAT_ROTATION.check(
                "largest error", worst, file.get("max_abs_error").doubleValue());
        RotaryTable today = RotaryTable.of(frequencies, positions, 1, Arithmetic.BF16);
        int merged = 0;
        for (int t = 0; t < positions.length; t++) {
            if (positions[t] != rounded[t]) {
                merged++;
                double apart = 0;
                for (int i = 0; i < frequencies.pairs(); i++) {
                    apart = Math.max(apart, Math.abs(today.cos(t, i) - cos[t * frequencies.pairs() + i]));
                }
                assertThat(apart)
                        .as("negative control, position %s", positions[t])
                        .isGreaterThan(0.1);
            }
        }
        assertThat(merged).isPositive();
    }
}
