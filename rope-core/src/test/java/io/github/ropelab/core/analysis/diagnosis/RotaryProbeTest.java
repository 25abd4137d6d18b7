package io.github.ropelab.core.analysis.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RotaryProbeTest {
    private static final int WIDTH = 64;
    private static final double BASE = 500_000;
    private static final Map<String, Object> LLAMA_3 = Map.of(
            "rope_type", "llama3",
            "factor", 8.0,
            "low_freq_factor", 1.0,
            "high_freq_factor", 4.0);

    private static Declaration declared(Map<String, Object> block, Pairing pairing) {
        var heads = RotaryGeometry.full(WIDTH, pairing);
        return Declaration.of(
                new Setting(Strategies.read(block), new RopeContext(heads, BASE, new Lengths(8192, 65_536, 65_536))));
    }

    private static Declaration llama3() {
        return declared(LLAMA_3, Pairing.HALF_SPLIT);
    }

    /** An engine's own code, independent of the kernels: pairs (i, i + n/2), or (2i, 2i + 1). */
    private static double[] rotated(double[] x, double position, double[] omega, boolean neighbours, double factor) {
        double[] y = x.clone();
        for (int i = 0; i < omega.length; i++) {
            int a = neighbours ? 2 * i : i;
            int b = neighbours ? 2 * i + 1 : i + omega.length;
            double cos = Math.cos(position * omega[i]) * factor;
            double sin = Math.sin(position * omega[i]) * factor;
            y[a] = x[a] * cos - x[b] * sin;
            y[b] = x[b] * cos + x[a] * sin;
        }
        return y;
    }

    private static double[] plain(double base) {
        double[] omega = new double[WIDTH / 2];
        Arrays.setAll(omega, i -> Math.pow(base, -2.0 * i / WIDTH));
        return omega;
    }

    private static double[] llama3Frequencies(double factor) {
        double[] omega = plain(BASE);
        for (int i = 0; i < omega.length; i++) {
            double wavelength = 2 * Math.PI / omega[i];
            double smooth = (8192 / wavelength - 1) / (4 - 1);
            double kept = Math.max(0, Math.min(1, smooth));
            omega[i] = kept * omega[i] + (1 - kept) * omega[i] / factor;
        }
        return omega;
    }

    @Test
    void theRightRotationIsEqual() {
        double[] omega = llama3Frequencies(8);
        Diagnosis found = RotaryProbe.of(llama3())
                .vectors((x, p) -> rotated(x, p, omega, false, 1))
                .diagnose();
        assertThat(found.verdict()).isEqualTo(Diagnosis.Verdict.EQUAL);
        assertThat(found.errors().count()).isZero();
    }

    @Test
    void theRightTablesAndFloatsAreEqual() {
        double[] omega = llama3Frequencies(8);
        Diagnosis found = RotaryProbe.of(llama3())
                .tables(
                        p -> Arrays.stream(omega).map(w -> Math.cos(p * w)).toArray(),
                        p -> Arrays.stream(omega).map(w -> Math.sin(p * w)).toArray())
                .floats((x, p) -> {
                    float[] y = x.clone();
                    for (int i = 0; i < omega.length; i++) {
                        float angle = p * (float) omega[i];
                        float cos = (float) Math.cos(angle);
                        float sin = (float) Math.sin(angle);
                        y[i] = x[i] * cos - x[i + omega.length] * sin;
                        y[i + omega.length] = x[i + omega.length] * cos + x[i] * sin;
                    }
                    return y;
                })
                .diagnose();
        assertThat(found.verdict()).isEqualTo(Diagnosis.Verdict.EQUAL);
    }

    static Stream<Arguments> broken() {
        double[] right = llama3Frequencies(8);
        return Stream.of(
                Arguments.of(DefectCategory.SCALING_DROPPED, (RotaryProbe.Rotation)
                        (x, p) -> rotated(x, p, plain(BASE), false, 1)),
                Arguments.of(DefectCategory.PARAMS_WRONG, (RotaryProbe.Rotation)
                        (x, p) -> rotated(x, p, llama3Frequencies(32), false, 1)),
                Arguments.of(DefectCategory.LAYOUT, (RotaryProbe.Rotation) (x, p) -> rotated(x, p, right, true, 1)),
                Arguments.of(DefectCategory.ATTENTION_FACTOR, (RotaryProbe.Rotation)
                        (x, p) -> rotated(x, p, right, false, 1.2)),
                Arguments.of(
                        DefectCategory.POSITIONS, (RotaryProbe.Rotation) (x, p) -> rotated(x, p + 1, right, false, 1)),
                Arguments.of(
                        DefectCategory.SIGN_FORMULA, (RotaryProbe.Rotation) (x, p) -> rotated(x, -p, right, false, 1)),
                Arguments.of(DefectCategory.CACHE_TABLE, (RotaryProbe.Rotation)
                        (x, p) -> rotated(x, Math.min(p, 4095), right, false, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenRotationGetsItsName(DefectCategory category, RotaryProbe.Rotation rotation) {
        Diagnosis found = RotaryProbe.of(llama3()).vectors(rotation).diagnose();
        assertThat(found.category()).as(found.defect()).isEqualTo(category);
        assertThat(found.equalsDeclared()).contains(false);
    }

    @Test
    void anotherBaseIsFound() {
        Declaration plain = declared(Map.of("rope_type", "none"), Pairing.HALF_SPLIT);
        Diagnosis found = RotaryProbe.of(plain)
                .vectors((x, p) -> rotated(x, p, plain(10_000), false, 1))
                .diagnose();
        assertThat(found.category()).isEqualTo(DefectCategory.BASE_WRONG);
        assertThat(found.observed()).containsEntry("rope_theta", 10_000.0);
    }

    @Test
    void keysAloneMayBeWrong() {
        double[] omega = llama3Frequencies(8);
        Diagnosis found = RotaryProbe.of(llama3())
                .vectors((x, p) -> rotated(x, p, omega, false, 1), (x, p) -> rotated(x, p + 3, omega, false, 1))
                .diagnose();
        assertThat(found.source()).isEqualTo("keys");
        assertThat(found.verdict()).isEqualTo(Diagnosis.Verdict.DIFFERENT);
    }

    @Test
    void twoProbesAskTheSame() {
        RotaryProbe probe = RotaryProbe.of(llama3()).below(100).vectors((x, p) -> x);
        DumpedVectors one = probe.dump().vectors().get(0);
        DumpedVectors two = probe.dump().vectors().get(0);
        DumpedVectors keys = probe.dump().vectors().get(1);
        for (int j = 0; j < WIDTH; j++) {
            assertThat(one.in(60, 1, j)).isEqualTo(two.in(60, 1, j)).isNotEqualTo(keys.in(60, 1, j));
            assertThat(Math.abs(one.in(60, 1, j))).isBetween(0.5, 1.5);
        }
    }

    @Test
    void positionsAreThoseThatTellDefectsApart() {
        int[] positions = EvidencePositions.of(new Lengths(8192, 65_536, 65_536));
        assertThat(positions).contains(0, 63, 255, 256, 257, 258, 511, 513, 2047, 2049, 8191, 8192, 8193, 65_535);
        assertThat(positions).isSorted().doesNotHaveDuplicates().hasSizeLessThan(200);
        assertThat(positions[positions.length - 1]).isEqualTo(65_535);
    }

    @Test
    void aFunctionThatGivesAnotherWidthIsRefused() {
        RotaryProbe probe = RotaryProbe.of(llama3()).vectors((x, p) -> new double[WIDTH - 2]);
        assertThatThrownBy(probe::dump)
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("62 values at position 0");
        assertThatThrownBy(RotaryProbe.of(llama3())::dump).isInstanceOf(InvalidParameter.class);
    }
}
