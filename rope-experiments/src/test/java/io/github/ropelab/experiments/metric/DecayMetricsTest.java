package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecayMetricsTest {
    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(128, Pairing.HALF_SPLIT), 10_000, new Lengths(2048, 8192, 5000));

    private static PositionEncoding encoding(Map<String, Object> block) {
        return Strategies.read(block).encode(CONTEXT);
    }

    private static double curve(PositionEncoding encoding, int distance) {
        double sum = 0;
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            sum += Math.cos(
                    encoding.frequencies().omega(i) * encoding.positions().effectiveDistance(distance, 0));
        }
        return sum / encoding.frequencies().pairs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "linear", "linear_align_corners", "ntk_aware", "yarn", "llama3", "log_n"})
    void valuesAndLowestPointsAreThoseOfTheDefinition(String id) {
        PositionEncoding encoding = encoding(Map.of("rope_type", id));
        List<Measurement> values = new DecayValues().measure(encoding, CONTEXT);
        List<Measurement> sampled =
                values.stream().filter(m -> m.statistic().equals("value")).toList();
        assertThat(sampled).extracting(m -> m.bucket().from()).startsWith(0, 1, 2, 3, 4, 6, 8, 12);
        assertThat(sampled).extracting(m -> m.bucket().from()).endsWith(3072, 4096, 4999);
        for (Measurement m : sampled) {
            assertThat(m.value().orElseThrow())
                    .isCloseTo(curve(encoding, m.bucket().from()), within(1e-11));
        }
        assertThat(sampled.get(0).value()).hasValue(1);
        List<Measurement> lowest =
                values.stream().filter(m -> m.statistic().equals("lowest")).toList();
        assertThat(lowest)
                .extracting(Measurement::bucket)
                .containsExactly(
                        new Bucket(Bucket.Axis.DISTANCE, 0, 2048), new Bucket(Bucket.Axis.DISTANCE, 2048, 5000));
        for (Measurement m : lowest) {
            double expected = 1;
            for (int d = m.bucket().from(); d < m.bucket().to(); d++) {
                expected = Math.min(expected, curve(encoding, d));
            }
            assertThat(m.value().orElseThrow()).isCloseTo(expected, within(1e-11));
            assertThat(m.n()).isEqualTo(m.bucket().to() - m.bucket().from());
        }
    }

    @ParameterizedTest
    @CsvSource({"none, 1, 1707", "ntk_aware, 4, 4067", "yarn, 4, 4328"})
    void theFirstNegativeDistanceIsThatOfTheTable(String id, double factor, int expected) {
        Map<String, Object> block =
                id.equals("none") ? Map.of("rope_type", id) : Map.of("rope_type", id, "factor", factor);
        RopeContext context = CONTEXT.withLengths(new Lengths(4096, 16_384, 16_384));
        PositionEncoding encoding = Strategies.read(block).encode(context);
        assertThat(new FirstNegative().measure(encoding, context))
                .containsExactly(
                        Measurement.of("distance", new Bucket(Bucket.Axis.DISTANCE, 0, 16_384), expected, 16_384));
        RopeContext shorter = context.withLengths(new Lengths(4096, 16_384, expected));
        assertThat(new FirstNegative()
                        .measure(Strategies.read(block).encode(context), shorter)
                        .get(0)
                        .note())
                .isEqualTo("not negative below the current length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rerope", "self_extend", "xpos"})
    void whereScoresDependOnMoreThanTheDistanceThereIsNoCurve(String id) {
        PositionEncoding encoding = encoding(Map.of("rope_type", id));
        for (EncodingMetric metric : List.of(new DecayValues(), new FirstNegative())) {
            assertThat(metric.measure(encoding, CONTEXT)).singleElement().satisfies(m -> {
                assertThat(m.value()).isEmpty();
                assertThat(m.note()).contains("distance alone");
            });
        }
    }

    @Test
    void aLengthWithinTheTrainedOneHasNoRangeBeyond() {
        RopeContext context = CONTEXT.withLengths(Lengths.trained(64));
        assertThat(new DecayValues()
                        .measure(encoding(Map.of("rope_type", "none")), context).stream()
                                .filter(m -> m.statistic().equals("lowest")))
                .singleElement()
                .satisfies(m -> assertThat(m.bucket().to()).isEqualTo(64));
    }
}
