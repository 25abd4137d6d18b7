package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.StrategyType;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.strategy.Strategies;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics without vectors answer for every strategy of the catalogue: a finite value, or why there is none. */
class CatalogMetricsTest {
    /** Powers in double, in per cent. */
    private static final double ROUNDING = 1e-11;

    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(32, Pairing.HALF_SPLIT), 10_000, new Lengths(64, 256, 200));

    static Stream<String> strategies() {
        return Strategies.builtIn().types().stream().map(StrategyType::id);
    }

    private static PositionEncoding encoding(String id) {
        Map<String, Object> block = new HashMap<>(Map.of("rope_type", id));
        for (ParameterDoc parameter : Strategies.builtIn().type(id).parameters()) {
            if (parameter.required()) {
                Object example = parameter.examples().get(0);
                block.put(parameter.name(), example instanceof ParameterDoc.ForPairs list ? list.of(16) : example);
            }
        }
        return Strategies.read(block).encode(CONTEXT);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategyGetsAnAnswer(String id) {
        PositionEncoding encoding = encoding(id);
        for (EncodingMetric metric : List.of(
                new DecayValues(),
                new FirstNegative(),
                new PhaseCoverage(),
                new EffectiveDistance(24),
                new NeighbourResolution(),
                new NeighbourRatio(),
                new FrequencyRatio(),
                new Wavelength())) {
            check(metric.measure(encoding, CONTEXT));
        }
        for (Arithmetic arithmetic : Arithmetic.named().values()) {
            for (PrecisionMetric metric : List.of(
                    new AnglePrecision(), new TablePrecision(), new InvarianceResidual(List.of(0, 150), 40, 5, 0))) {
                check(metric.measure(encoding, CONTEXT, arithmetic));
            }
        }
    }

    /** Pair i of plain heads turns once in 2πb^(2i/d) tokens; interpolation by 4 makes that four times as long. */
    @Test
    void wavelengthsAreThoseOfThePlainPairsTimesTheFactor() {
        List<Measurement> plain = new Wavelength().measure(encoding("none"), CONTEXT);
        List<Measurement> interpolated = new Wavelength()
                .measure(
                        Strategies.read(Map.of("rope_type", "linear", "factor", 4))
                                .encode(CONTEXT),
                        CONTEXT);
        int pairs = plain.size();
        assertThat(interpolated).hasSize(pairs);
        for (int i = 0; i < pairs; i++) {
            double expected = 2 * Math.PI * Math.pow(CONTEXT.base(), (double) i / pairs);
            assertThat(plain.get(i).value().orElseThrow()).isCloseTo(expected, Percentage.withPercentage(ROUNDING));
            assertThat(interpolated.get(i).value().orElseThrow())
                    .isCloseTo(4 * expected, Percentage.withPercentage(ROUNDING));
        }
    }

    private static void check(List<Measurement> measurements) {
        assertThat(measurements).isNotEmpty();
        Set<String> seen = new HashSet<>();
        for (Measurement m : measurements) {
            assertThat(seen.add(m.statistic() + m.bucket())).as("twice: %s", m).isTrue();
            assertThat(m.bucket().from()).isLessThan(m.bucket().to());
            if (m.value().isEmpty()) {
                assertThat(m.note()).isNotBlank();
            }
        }
    }
}
