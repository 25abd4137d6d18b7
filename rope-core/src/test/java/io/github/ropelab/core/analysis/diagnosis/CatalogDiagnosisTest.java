package io.github.ropelab.core.analysis.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.PairAxes;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.strategy.Strategies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every strategy that turns pairs at even rates, declared, against an engine that is right or makes one mistake. */
class CatalogDiagnosisTest {
    private static final int WIDTH = 64;
    private static final double BASE = 10_000;
    private static final double OTHER_BASE = 70_000;
    private static final Lengths LENGTHS = new Lengths(2048, 8192, 8192);

    static Stream<Declaration> declarations() {
        return Strategies.builtIn().types().stream()
                .filter(type -> !List.of("combined", "resonance").contains(type.id()))
                .map(CatalogDiagnosisTest::example)
                .filter(CatalogDiagnosisTest::turnsEvenly);
    }

    /** Those that change frequencies. */
    static Stream<Declaration> scaled() {
        return declarations()
                .filter(d ->
                        !Arrays.equals(d.setting().context().baseFrequencies().toArray(), frequencies(d)));
    }

    /** Those that turn anything. */
    static Stream<Declaration> turning() {
        return declarations().filter(d -> Arrays.stream(frequencies(d)).anyMatch(omega -> omega != 0));
    }

    /** Those whose frequencies follow the base of the context. */
    static Stream<Declaration> based() {
        return declarations()
                .filter(d -> !Arrays.equals(
                        d.setting()
                                .withBase(OTHER_BASE)
                                .encoding()
                                .frequencies()
                                .toArray(),
                        frequencies(d)));
    }

    private static Declaration example(StrategyType type) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("rope_type", type.id());
        for (ParameterDoc parameter : type.parameters()) {
            if (parameter.required() || parameter.name().equals("factor")) {
                Object value = parameter.examples().get(0);
                block.put(parameter.name(), value instanceof ParameterDoc.ForPairs pairs ? pairs.of(WIDTH / 2) : value);
            }
        }
        RopeContext context = new RopeContext(RotaryGeometry.full(WIDTH, Pairing.HALF_SPLIT), BASE, LENGTHS);
        return Declaration.of(new Setting(Strategies.read(block), context));
    }

    private static boolean turnsEvenly(Declaration declaration) {
        PositionEncoding encoding = declaration.encoding();
        return encoding.positions().equals(Uniform.identity())
                && encoding.radial().isNone()
                && encoding.axes().equals(PairAxes.single())
                && encoding.frequencies().pairs() == WIDTH / 2;
    }

    private static Diagnosis diagnosed(Declaration declared, double[] omega, double amplitude, int sign, int scale) {
        return RotaryProbe.of(declared)
                .vectors((x, p) -> {
                    double[] y = x.clone();
                    for (int i = 0; i < omega.length; i++) {
                        double cos = amplitude * Math.cos(scale * p * omega[i]);
                        double sin = amplitude * sign * Math.sin(scale * p * omega[i]);
                        y[i] = x[i] * cos - x[i + omega.length] * sin;
                        y[i + omega.length] = x[i + omega.length] * cos + x[i] * sin;
                    }
                    return y;
                })
                .diagnose();
    }

    private static double amplitude(Declaration declared) {
        return declared.encoding().attention().amplitude();
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void aRightEngineIsEqual(Declaration declared) {
        Diagnosis found = diagnosed(declared, frequencies(declared), amplitude(declared), 1, 1);
        assertThat(found.verdict()).as(found.defect()).isEqualTo(Diagnosis.Verdict.EQUAL);
    }

    @ParameterizedTest
    @MethodSource("scaled")
    void aDroppedScalingIsNamed(Declaration declared) {
        double[] plain = declared.setting().context().baseFrequencies().toArray();
        Diagnosis found = diagnosed(declared, plain, 1, 1, 1);
        assertThat(found.category())
                .as(found.defect())
                .isIn(DefectCategory.SCALING_DROPPED, DefectCategory.PARTIAL_ROTARY);
    }

    @ParameterizedTest
    @MethodSource("turning")
    void anInverseRotationIsNamed(Declaration declared) {
        Diagnosis found = diagnosed(declared, frequencies(declared), amplitude(declared), -1, 1);
        assertThat(found.category()).as(found.defect()).isEqualTo(DefectCategory.SIGN_FORMULA);
        assertThat(found.observed()).containsEntry("sign", -1);
    }

    /** Three times no factor of the examples, so that no other factor explains it. */
    @ParameterizedTest
    @MethodSource("turning")
    void scaledPositionsAreNamed(Declaration declared) {
        Diagnosis found = diagnosed(declared, frequencies(declared), amplitude(declared), 1, 3);
        assertThat(found.category()).as(found.defect()).isIn(DefectCategory.POSITIONS, DefectCategory.PARAMS_WRONG);
        assertThat(found.first().anyInteger()).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("based")
    void anotherBaseIsADifferenceThatIsExplained(Declaration declared) {
        Setting other = declared.setting().withBase(OTHER_BASE);
        double[] omega = other.encoding().frequencies().toArray();
        Diagnosis found = diagnosed(declared, omega, amplitude(declared), 1, 1);
        assertThat(found.verdict()).isEqualTo(Diagnosis.Verdict.DIFFERENT);
        assertThat(found.category()).as(found.defect()).isNotEqualTo(DefectCategory.UNKNOWN);
    }

    private static double[] frequencies(Declaration declared) {
        return declared.encoding().frequencies().toArray();
    }
}
