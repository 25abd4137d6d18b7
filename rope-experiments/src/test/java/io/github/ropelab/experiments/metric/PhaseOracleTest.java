package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.strategy.Strategies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Phase coverage and neighbour resolution against the tables of {@code data/oracle/metrics}. */
class PhaseOracleTest {
    private static final double DOUBLE = 1e-12;

    /** The tables' closed form takes distances as a continuum: one distance of L' apart. */
    private static double oneDistance(Setting setting) {
        return 1.5 / setting.context().lengths().current();
    }

    /** The first five columns of both tables. */
    record Setting(String width, String base, String trained, String factor, String strategy) {
        static Setting of(String[] cells) {
            return new Setting(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }

        RopeContext context() {
            int length = Integer.parseInt(trained);
            return new RopeContext(
                    RotaryGeometry.full(Integer.parseInt(width), Pairing.HALF_SPLIT),
                    Double.parseDouble(base),
                    Lengths.extended(length, (int) (length * Double.parseDouble(factor))));
        }

        PositionEncoding encoding() {
            double s = Double.parseDouble(factor);
            Map<String, Object> block =
                    switch (strategy) {
                        case "base" -> Map.of("rope_type", "none");
                        case "pi" -> Map.of("rope_type", "linear", "factor", s);
                        case "ntk" -> Map.of("rope_type", "ntk_aware", "factor", s);
                        case "yarn" -> Map.of("rope_type", "yarn", "factor", s);
                        case "yarn_nofactor" -> Map.of("rope_type", "yarn", "factor", s, "attention_factor", 1);
                        case "abf5e5" -> Map.of("rope_type", "abf", "base", 5e5);
                        default -> throw new IllegalArgumentException(strategy);
                    };
            return Strategies.read(block).encode(context());
        }
    }

    private static Map<String, Double> values(EncodingMetric metric, Setting setting) {
        Map<String, Double> values = new HashMap<>();
        for (Measurement m : metric.measure(setting.encoding(), setting.context())) {
            values.put(
                    m.statistic() + m.bucket().from() + "-" + m.bucket().to(),
                    m.value().orElseThrow());
        }
        return values;
    }

    static List<String> summaries() {
        return OracleFiles.lines("metrics/phase_and_resolution.csv");
    }

    @ParameterizedTest
    @MethodSource("summaries")
    void meansAndCountsOverPairs(String line) {
        String[] cells = line.split(",");
        Setting setting = Setting.of(cells);
        int pairs = Integer.parseInt(setting.width()) / 2;
        String all = "0-" + pairs;
        Map<String, Double> phase = values(new PhaseCoverage(), setting);
        assertThat(phase.get("pairs_beyond_range" + all) * pairs).isEqualTo(Double.parseDouble(cells[7]));
        assertThat(phase.get("mean_beyond_range" + all))
                .isCloseTo(Double.parseDouble(cells[8]), within(oneDistance(setting)));
        assertThat(phase.get("mean_beyond_wrapped" + all))
                .isCloseTo(Double.parseDouble(cells[9]), within(oneDistance(setting) / pairs));
        Map<String, Double> neighbours = values(new NeighbourResolution(), setting);
        assertThat(neighbours.get("sum" + all)).isCloseTo(Double.parseDouble(cells[5]), within(DOUBLE));
        assertThat(neighbours.get("pair0-1")).isCloseTo(Double.parseDouble(cells[6]), within(DOUBLE));
        Map<String, Double> ratios = values(new NeighbourRatio(), setting);
        assertThat(ratios.get("sum" + all))
                .isCloseTo(neighbours.get("sum" + all) / neighbours.get("base_sum" + all), within(DOUBLE));
        if (setting.strategy().equals("base")) {
            assertThat(ratios.values()).allSatisfy(ratio -> assertThat(ratio).isEqualTo(1));
        }
    }

    @Test
    void everyPair() {
        Map<Setting, List<String[]>> bySetting = OracleFiles.lines("metrics/phase_per_pair.csv").stream()
                .map(line -> line.split(","))
                .collect(Collectors.groupingBy(Setting::of));
        assertThat(bySetting).hasSize(12);
        bySetting.forEach((setting, lines) -> {
            Map<String, Double> phase = values(new PhaseCoverage(), setting);
            assertThat(lines).hasSize(Integer.parseInt(setting.width()) / 2);
            for (String[] cells : lines) {
                int pair = Integer.parseInt(cells[5]);
                String bucket = pair + "-" + (pair + 1);
                assertThat(phase.get("trained_coverage" + bucket))
                        .isCloseTo(Double.parseDouble(cells[6]), within(DOUBLE));
                assertThat(phase.get("beyond_range" + bucket))
                        .isCloseTo(Double.parseDouble(cells[7]), within(oneDistance(setting)));
                assertThat(phase.get("beyond_wrapped" + bucket))
                        .as("%s pair %d", setting, pair)
                        .isCloseTo(Double.parseDouble(cells[8]), within(DOUBLE));
                if (!Boolean.parseBoolean(cells[9])) {
                    assertThat(phase.get("beyond_range" + bucket)).isEqualTo(phase.get("beyond_wrapped" + bucket));
                }
            }
        });
    }

    /** (L'-1)/s = L - 1/s is above L-1: the last s-1 of s·L distances are beyond; with aligned corners none is. */
    @Test
    void positionInterpolationLeavesTheRangeAtItsLastDistancesOnly() {
        Setting pi = new Setting("128", "10000", "4096", "8", "pi");
        Map<String, Double> values = values(new PhaseCoverage(), pi);
        assertThat(values.get("beyond_range63-64")).isEqualTo(7.0 / 32_768);
        assertThat(values.get("pairs_beyond_wrapped0-64")).isEqualTo(18.0 / 64);
        PositionEncoding aligned =
                Strategies.read(Map.of("rope_type", "linear_align_corners")).encode(pi.context());
        for (Measurement m : new PhaseCoverage().measure(aligned, pi.context())) {
            if (m.statistic().contains("beyond")) {
                assertThat(m.value()).hasValue(0);
            }
        }
    }

    /** A window holds all distances within the trained range, and its neighbours as far apart as ever. */
    @Test
    void aWindowStaysInsideAndKeepsItsNeighbours() {
        RopeContext context = new Setting("128", "10000", "4096", "8", "base").context();
        PositionEncoding window =
                Strategies.read(Map.of("rope_type", "rerope", "window", 512)).encode(context);
        for (Measurement m : new PhaseCoverage().measure(window, context)) {
            if (m.statistic().contains("beyond")) {
                assertThat(m.value()).hasValue(0);
            }
        }
        assertThat(new NeighbourRatio().measure(window, context))
                .allSatisfy(m -> assertThat(m.value()).hasValue(1));
    }

    @Test
    void oneTokenHasNoNeighbour() {
        RopeContext context =
                new RopeContext(RotaryGeometry.full(8, Pairing.HALF_SPLIT), 10_000, new Lengths(16, 16, 1));
        PositionEncoding plain = Strategies.read(Map.of("rope_type", "none")).encode(context);
        for (EncodingMetric metric : List.of(new NeighbourResolution(), new NeighbourRatio())) {
            assertThat(metric.measure(plain, context)).singleElement().satisfies(m -> assertThat(m.value())
                    .isEmpty());
        }
        assertThat(new PhaseCoverage().measure(plain, context)).isNotEmpty();
    }
}
