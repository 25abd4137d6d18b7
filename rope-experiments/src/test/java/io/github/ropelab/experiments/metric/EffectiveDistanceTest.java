package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveDistanceTest {
    private static final String QUERY = "query_";

    private static RopeContext context(int current) {
        return new RopeContext(RotaryGeometry.full(32, Pairing.HALF_SPLIT), 10_000, new Lengths(8, 32, current));
    }

    private static List<Measurement> measured(Map<String, Object> block, int current, int resolution) {
        PositionEncoding encoding = Strategies.read(block).encode(context(current));
        return new EffectiveDistance(resolution).measure(encoding, context(current));
    }

    private static double cell(List<Measurement> measurements, int query, int key) {
        return measurements.stream()
                .filter(m -> m.statistic().equals(QUERY + query) && m.bucket().from() == key)
                .findFirst()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    private static double statistic(List<Measurement> measurements, String name) {
        return measurements.stream()
                .filter(m -> m.statistic().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    /** The formulas of the papers, written out anew. */
    @Test
    void withoutMoreTokensThanRangesEveryCellIsThere() {
        List<Measurement> rerope = measured(Map.of("rope_type", "rerope", "window", 5), 20, 32);
        List<Measurement> selfExtend =
                measured(Map.of("rope_type", "self_extend", "neighbor_window", 6, "group_size", 3), 20, 32);
        List<Measurement> linear = measured(Map.of("rope_type", "linear", "factor", 4), 20, 32);
        assertThat(rerope).hasSize(20 * 21 / 2 + 2);
        for (int m = 0; m < 20; m++) {
            for (int n = 0; n <= m; n++) {
                assertThat(cell(rerope, m, n)).isEqualTo(Math.min(m - n, 5));
                double grouped = m / 3 + 6 - 6 / 3 - n / 3;
                assertThat(cell(selfExtend, m, n)).isEqualTo(m - n < 6 ? m - n : grouped);
                assertThat(cell(linear, m, n)).isEqualTo((m - n) / 4.0);
            }
        }
    }

    @Test
    void aBlockShowsItsLastQueryAndItsFirstKey() {
        List<Measurement> plain = measured(Map.of("rope_type", "none"), 32, 4);
        assertThat(plain).hasSize(4 * 5 / 2 + 2);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column <= row; column++) {
                assertThat(cell(plain, 8 * row + 7, 8 * column)).isEqualTo(8 * (row - column) + 7);
            }
        }
        assertThat(plain)
                .filteredOn(m -> m.bucket().axis() == Bucket.Axis.KEY)
                .allMatch(m -> m.bucket().to() == m.bucket().from() + 8);
        assertThat(statistic(plain, "largest")).isEqualTo(31);
        assertThat(statistic(plain, "mean")).isEqualTo((4 * 7 + 3 * 15 + 2 * 23 + 31) / 10.0);
    }

    @Test
    void rangesThatDoNotDivideTheLengthCoverItAll() {
        List<Measurement> plain = measured(Map.of("rope_type", "none"), 10, 4);
        assertThat(plain)
                .filteredOn(m -> m.statistic().equals(QUERY + 9))
                .extracting(m -> m.bucket().from() + "-" + m.bucket().to())
                .containsExactly("0-2", "2-5", "5-7", "7-10");
    }

    @Test
    void whereEachPairHasItsOwnRatioThereIsNone() {
        List<Measurement> none = measured(Map.of("rope_type", "ntk_aware", "factor", 4), 20, 32);
        assertThat(none).hasSize(1);
        assertThat(none.get(0).value()).isEmpty();
        assertThat(none.get(0).note()).contains("no single effective value");
    }

    @Test
    void theResolutionIsBounded() {
        assertThatThrownBy(() -> new EffectiveDistance(65))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("between 1 and 64");
        assertThatThrownBy(() -> new EffectiveDistance(0)).isInstanceOf(InvalidParameter.class);
    }
}
