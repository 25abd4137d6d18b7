package io.github.ropelab.report.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against SciPy (data/oracle/statistics/spearman.json), and by symmetries. */
class SpearmanTest {
    /** Sums of some dozen products in double. */
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    /** Two implementations of the normal quantile. */
    private static final Offset<Double> NORMAL = Offset.offset(1e-8);

    /**
     * Two shares of drawn orders, of 9999 and of 99999: four standard errors of their difference at p = 0.5. SciPy's two-sided p
     * is twice the smaller tail, which where ρ is symmetric up to ties is the share of |ρ| to within less.
     */
    private static final Offset<Double> DRAWN = Offset.offset(0.021);

    private static JsonNode cases() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("data/oracle"))) {
            root = root.getParent();
        }
        JsonNode cases = new ObjectMapper()
                .readTree(root.resolve("data/oracle/statistics/spearman.json").toFile())
                .get("cases");
        assertThat(cases.size()).isGreaterThan(8);
        return cases;
    }

    private static double[] numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToDouble(i -> list.get(i).doubleValue())
                .toArray();
    }

    @Test
    void agreesWithSciPy() throws IOException {
        int intervals = 0;
        for (JsonNode expected : cases()) {
            String name = expected.get("name").textValue();
            Spearman rank = Spearman.of(numbers(expected.get("x")), numbers(expected.get("y")))
                    .orElseThrow();
            assertThat(rank.rho()).as(name).isCloseTo(expected.get("rho").doubleValue(), EXACT);
            if (expected.has("low")) {
                Interval interval = rank.interval().orElseThrow();
                assertThat(interval.low())
                        .as(name)
                        .isCloseTo(expected.get("low").doubleValue(), NORMAL);
                assertThat(interval.high())
                        .as(name)
                        .isCloseTo(expected.get("high").doubleValue(), NORMAL);
                intervals++;
            }
            boolean all = expected.has("p_enumerated");
            assertThat(rank.pValue())
                    .as(name)
                    .isCloseTo(expected.get(all ? "p_enumerated" : "p_drawn").doubleValue(), all ? EXACT : DRAWN);
        }
        assertThat(intervals).isGreaterThan(6);
    }

    @Test
    void turnsWithOneSideAndKeepsItsOrderUnderAnyRisingMap() {
        double[] x = {3, 1, 4, 1.5, 9, 2.6, 5, 3.5};
        double[] y = {2, 7, 1.8, 2.8, 1, 8, 2.9, 0.4};
        Spearman rank = Spearman.of(x, y).orElseThrow();
        Spearman turned =
                Spearman.of(x, Arrays.stream(y).map(v -> -v).toArray()).orElseThrow();
        Spearman mapped =
                Spearman.of(Arrays.stream(x).map(Math::exp).toArray(), y).orElseThrow();
        assertThat(turned.rho()).isCloseTo(-rank.rho(), EXACT);
        assertThat(turned.interval().orElseThrow().low())
                .isCloseTo(-rank.interval().orElseThrow().high(), EXACT);
        assertThat(turned.pValue()).isEqualTo(rank.pValue());
        assertThat(mapped).isEqualTo(rank);
        assertThat(Spearman.of(y, x).orElseThrow().rho()).isCloseTo(rank.rho(), EXACT);
    }

    /** A perfect order has the interval of one with two neighbours exchanged, but for the end at 1. */
    @Test
    void aPerfectOrderIsNotCertain() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] exchanged = {1, 2, 3, 5, 4, 6, 7, 8};
        Spearman perfect = Spearman.of(x, x).orElseThrow();
        Interval near = Spearman.of(x, exchanged).orElseThrow().interval().orElseThrow();
        assertThat(perfect.rho()).isEqualTo(1);
        assertThat(perfect.interval().orElseThrow().low()).isCloseTo(near.low(), NORMAL);
        assertThat(perfect.interval().orElseThrow().high()).isEqualTo(1);
        assertThat(perfect.rises()).isTrue();
        Spearman falling =
                Spearman.of(x, Arrays.stream(x).map(v -> -v).toArray()).orElseThrow();
        assertThat(falling.interval().orElseThrow().low()).isEqualTo(-1);
        assertThat(falling.falls()).isTrue();
    }

    @Test
    void fewOrConstantValuesHaveNone() {
        double[] four = {1, 2, 3, 4};
        assertThat(Spearman.of(four, four).orElseThrow().interval()).isEmpty();
        assertThat(Spearman.of(four, four).orElseThrow().rises()).isFalse();
        assertThat(Spearman.of(new double[] {1, 2}, new double[] {1, 2})).isEmpty();
        assertThat(Spearman.of(four, new double[] {1, 1, 1, 1})).isEmpty();
        assertThatThrownBy(() -> Spearman.of(four, new double[3])).isInstanceOf(IllegalArgumentException.class);
    }
}
