package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Buckets, relations between the expected values, and where they are not defined; StudyDataTest compares measurements. */
class GaussianExpectationTest {
    private static final Offset<Double> DOUBLE = Offset.offset(1e-12);

    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(32, Pairing.HALF_SPLIT), 10_000, new Lengths(64, 256, 256));

    private static PositionEncoding encode(Map<String, Object> block) {
        return Strategies.read(block).encode(CONTEXT);
    }

    private static Map<String, Double> values(
            String metric, Map<String, Object> parameters, PositionEncoding encoding) {
        return ((ComparisonMetric) Metrics.builtIn().read(metric, Params.of(parameters)))
                .measure(encode(Map.of("rope_type", "none")), encoding, CONTEXT).stream()
                        .collect(Collectors.toMap(
                                m -> m.statistic() + " " + m.bucket().axis().id() + " "
                                        + m.bucket().from(),
                                m -> m.value().orElseThrow()));
    }

    @Test
    void equalEncodingsAgreeFully() {
        PositionEncoding none = encode(Map.of("rope_type", "none"));
        assertThat(values("gaussian-drift", Map.of(), none).values()).allMatch(v -> v == 0);
        assertThat(values("gaussian-divergence", Map.of(), none).values()).allMatch(v -> v == 0);
        values("gaussian-agreement", Map.of(), none)
                .forEach((key, value) ->
                        assertThat(value).as(key).isCloseTo(key.startsWith("spearman") ? 1 : 0, DOUBLE));
    }

    /** An attention factor alone: (c - 1)² at every distance, no change of ranks, entropy falls by (c² - 1)/2. */
    @Test
    void anAttentionFactorAloneIsAFloor() {
        PositionEncoding warm = encode(Map.of("rope_type", "yarn", "attention_factor", 1.2, "factor", 1));
        double c = 1.2 * 1.2;
        assertThat(values("gaussian-drift", Map.of(), warm))
                .hasSize(2 * (9 + 3 + 1))
                .allSatisfy((key, value) -> assertThat(value)
                        .as(key)
                        .isCloseTo(key.startsWith("rms") ? c - 1 : meanAbsolute(c - 1), DOUBLE));
        Map<String, Double> divergence = values("gaussian-divergence", Map.of(), warm);
        assertThat(divergence.get("entropy_change all 8")).isCloseTo(-(c * c - 1) / 2, DOUBLE);
        assertThat(divergence.get("kl row 64")).isCloseTo((c - 1) * (c - 1) / 2, DOUBLE);
        assertThat(divergence.get("js row 64")).isBetween(0.95 * (c - 1) * (c - 1) / 8, (c - 1) * (c - 1) / 8);
        assertThat(values("gaussian-agreement", Map.of(), warm).get("spearman all 8"))
                .isCloseTo(1, DOUBLE);
    }

    /** E|X| of 16 Laplace values of the variance σ²/16 each: the density of their sum is known. */
    private static double meanAbsolute(double sigma) {
        // A sum of n Laplace values is G - G', two gamma values of shape n: E|G - G'| = 2n·C(2n, n)/4^n.
        int n = 16;
        double binomial = 1;
        for (int i = 1; i <= n; i++) {
            binomial *= (n + i) / (4.0 * i);
        }
        return sigma / Math.sqrt(2 * n) * 2 * n * binomial;
    }

    @Test
    void theFirstRowIsAParameter() {
        PositionEncoding linear = encode(Map.of("rope_type", "linear"));
        assertThat(values("gaussian-drift", Map.of("first_row", 0), linear)).containsKey("rms row 0");
        assertThat(values("gaussian-drift", Map.of("first_row", 30), linear)).containsKey("rms row 30");
        assertThatThrownBy(() -> Metrics.builtIn().read("gaussian-drift", Params.of(Map.of("first_row", -1))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("first_row must be at least 0, but was -1");
    }

    @Test
    void whereAScoreDependsOnMoreThanTheDistanceItIsNotDefined() {
        for (String id : List.of("rerope", "log_n", "xpos")) {
            for (String metric : List.of("gaussian-drift", "gaussian-divergence", "gaussian-agreement")) {
                assertThat(((ComparisonMetric) Metrics.builtIn().read(metric, Params.of(Map.of())))
                                .measure(encode(Map.of("rope_type", "none")), encode(Map.of("rope_type", id)), CONTEXT))
                        .as("%s of %s", metric, id)
                        .isNotEmpty()
                        .allMatch(m -> m.value().isEmpty() && m.note().contains("distance alone"));
            }
        }
    }
}
