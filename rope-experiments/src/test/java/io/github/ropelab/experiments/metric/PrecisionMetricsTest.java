package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.OracleFiles;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.strategy.Strategies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionMetricsTest {
    private static final RopeContext CONTEXT =
            new RopeContext(RotaryGeometry.full(128, Pairing.HALF_SPLIT), 10_000, Lengths.trained(131_072));
    private static final PositionEncoding PLAIN =
            Strategies.read(Map.of("rope_type", "none")).encode(CONTEXT);

    /** Other draws, in other order of sums: a mean over 1000 of them is known to 2.4 %. */
    private static final double DRAWS = 0.15;

    /** The table sums the 128 products in the pipeline's own format and order. */
    private static final double SUM_IN_DOUBLE = 5e-16;

    private static final double SUM_IN_FLOAT = 1e-7;

    /** An angle in double at 10⁶ radians is rounded by 6e-11; the table subtracts two such angles. */
    private static final double DOUBLE_ANGLE = 2e-10;

    /** Half an ulp of a float below 1. */
    private static final double FLOAT_ENTRY = 6e-8;

    static List<String> angleErrors() {
        return OracleFiles.lines("metrics/f32_angle_error.csv");
    }

    @ParameterizedTest
    @MethodSource("angleErrors")
    void float32AnglesAreOffAsTheTableSays(String line) {
        String[] cells = line.split(",");
        int position = Integer.parseInt(cells[0]);
        PrecisionByPosition.Errors angles =
                AnglePrecision.errors(PLAIN, CONTEXT, Arithmetic.F32).at(position);
        assertThat(angles.max()).isCloseTo(Double.parseDouble(cells[1]), within(DOUBLE_ANGLE));
        assertThat(angles.mean()).isCloseTo(Double.parseDouble(cells[3]), within(DOUBLE_ANGLE));
        assertThat(angles.n()).isEqualTo(64);
        PrecisionByPosition.Errors entries =
                TablePrecision.errors(PLAIN, CONTEXT, Arithmetic.F32).at(position);
        assertThat(entries.max()).isBetween(Double.parseDouble(cells[4]) - FLOAT_ENTRY, angles.max() + FLOAT_ENTRY);
    }

    static List<String> residuals() {
        return OracleFiles.lines("metrics/invariance_residual.csv");
    }

    @Test
    void residualsAreThoseOfThePipelines() {
        Map<String, List<Measurement>> measured = new HashMap<>();
        List<Integer> positions = residuals().stream()
                .map(line -> Integer.parseInt(line.split(",")[3]))
                .distinct()
                .toList();
        for (String line : residuals()) {
            String[] cells = line.split(",");
            Arithmetic arithmetic = Arithmetic.of(cells[1].replace(';', ','));
            int distance = Integer.parseInt(cells[2]);
            List<Measurement> values = measured.computeIfAbsent(
                    cells[0] + distance,
                    key -> new InvarianceResidual(positions, distance, 1000, 0).measure(PLAIN, CONTEXT, arithmetic));
            Bucket bucket = position(Integer.parseInt(cells[3]));
            double sums = arithmetic.equals(Arithmetic.F64) ? SUM_IN_DOUBLE : SUM_IN_FLOAT;
            close(line, value(values, "shift", bucket), Double.parseDouble(cells[4]), sums);
            close(line, value(values, "error", bucket), Double.parseDouble(cells[5]), sums);
        }
        assertThat(measured).hasSize(5 * 2);
    }

    private static void close(String what, double measured, double recorded, double sums) {
        new Tolerance("other draws", DRAWS, sums).check(what, measured, recorded);
    }

    private static Bucket position(int position) {
        return new Bucket(Bucket.Axis.POSITION, position, position + 1);
    }

    private static double value(List<Measurement> values, String statistic, Bucket bucket) {
        return values.stream()
                .filter(m -> m.statistic().equals(statistic) && m.bucket().equals(bucket))
                .findFirst()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "linear", "offset", "yarn", "log_n", "xpos", "rerope"})
    void inDoubleOnlyRoundingIsLeftWhereAStrategyIsInvariant(String id) {
        PositionEncoding encoding = Strategies.read(Map.of("rope_type", id)).encode(CONTEXT);
        List<Measurement> values =
                new InvarianceResidual(List.of(0, 999), 16, 200, 1).measure(encoding, CONTEXT, Arithmetic.F64);
        assertThat(values).hasSize(4).allSatisfy(m -> assertThat(m.value().orElseThrow())
                .isLessThan(1e-13));
        assertThat(value(values, "shift", position(0))).isZero();
    }

    @Test
    void aSchemeThatIsNotInvariantShowsInDouble() {
        PositionEncoding encoding = Strategies.read(
                        Map.of("rope_type", "self_extend", "group_size", 8, "neighbor_window", 4))
                .encode(CONTEXT);
        List<Measurement> values =
                new InvarianceResidual(List.of(8, 7), 17, 200, 1).measure(encoding, CONTEXT, Arithmetic.F64);
        assertThat(value(values, "shift", position(8))).isLessThan(1e-13); // a whole group further
        assertThat(value(values, "shift", position(7))).isGreaterThan(0.01);
    }

    /** One rounded stage at a time: the angle's error grows with the position, that of rotated vectors does not. */
    @Test
    void stagesCanBeToldApart() {
        InvarianceResidual metric = new InvarianceResidual(List.of(1001, 100_003), 16, 500, 2);
        List<Measurement> angles = metric.measure(PLAIN, CONTEXT, Arithmetic.of("angles=f32"));
        List<Measurement> vectors = metric.measure(PLAIN, CONTEXT, Arithmetic.of("rotation=f32"));
        assertThat(value(angles, "shift", position(100_003)))
                .isGreaterThan(20 * value(angles, "shift", position(1001)));
        assertThat(value(vectors, "shift", position(100_003)))
                .isCloseTo(value(vectors, "shift", position(1001)), Percentage.withPercentage(20));
    }

    @Test
    void aMeanIsKnownToItsStandardError() {
        InvarianceResidual.Difference known =
                InvarianceResidual.Difference.of(new double[] {1, 2, 3, 4}, new double[] {0, 0, 0, 0});
        assertThat(known.mean()).isEqualTo(2.5);
        assertThat(known.standardError()).isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-15));
        double sum = 0;
        double squares = 0;
        int seeds = 30;
        for (int seed = 0; seed < seeds; seed++) {
            double mean = new InvarianceResidual(List.of(2000), 16, 100, seed)
                    .measure(PLAIN, CONTEXT, Arithmetic.F32)
                    .get(0)
                    .value()
                    .orElseThrow();
            sum += mean;
            squares += mean * mean;
        }
        double mean = sum / seeds;
        double scatter = Math.sqrt(squares / seeds - mean * mean);
        double single = scatter * Math.sqrt(100); // of one draw; |x| of a normal x: 0.76 of its mean
        assertThat(single / mean).isBetween(0.5, 1.1);
    }

    @Test
    void rangesAreCutAtPowersOfTwoAndSmallOnesSeenInFull() {
        RopeContext context = CONTEXT.withLengths(Lengths.trained(20_000));
        List<Measurement> values = new AnglePrecision().measure(PLAIN, context, Arithmetic.F32);
        assertThat(values.stream().map(Measurement::bucket).distinct())
                .startsWith(range(0, 1), range(1, 2), range(2, 4), range(4, 8))
                .endsWith(range(8192, 16_384), range(16_384, 20_000));
        PrecisionByPosition errors = AnglePrecision.errors(PLAIN, context, Arithmetic.F32);
        assertThat(value(values, "max", range(4, 8)))
                .isEqualTo(errors.at(4, 5, 6, 7).max());
        assertThat(value(values, "mean", range(4, 8)))
                .isEqualTo(errors.at(4, 5, 6, 7).mean());
        PrecisionByPosition.Errors all = errors.at(IntStream.range(8192, 16_384).toArray());
        assertThat(value(values, "max", range(8192, 16_384))).isBetween(all.max() / 2, all.max());
        assertThat(value(values, "mean", range(8192, 16_384))).isCloseTo(all.mean(), Percentage.withPercentage(5));
        assertThat(new AnglePrecision().measure(PLAIN, context.withLengths(Lengths.trained(1)), Arithmetic.F32))
                .allSatisfy(m -> assertThat(m.bucket()).isEqualTo(range(0, 1)));
    }

    private static Bucket range(int from, int to) {
        return new Bucket(Bucket.Axis.POSITION, from, to);
    }

    @Test
    void doubleIsOffByTheRoundingOfItsProductAlone() {
        for (Measurement m : new AnglePrecision().measure(PLAIN, CONTEXT, Arithmetic.F64)) {
            double largestAngle = m.bucket().to();
            assertThat(m.value().orElseThrow()).isLessThanOrEqualTo(Math.ulp(largestAngle));
        }
        assertThat(new TablePrecision().measure(PLAIN, CONTEXT, Arithmetic.F64))
                .allSatisfy(m -> assertThat(m.value().orElseThrow()).isLessThan(1e-11));
    }

    /** A factor on cos and sin is no error, and half precision of a table is: half an ulp of its largest entry. */
    @Test
    void entriesAreComparedWithTheirFactor() {
        PositionEncoding yarn = Strategies.read(Map.of("rope_type", "yarn", "factor", 4))
                .encode(CONTEXT.withLengths(Lengths.extended(4096, 16_384)));
        assertThat(yarn.attention().amplitude()).isGreaterThan(1.1);
        assertThat(new TablePrecision().measure(yarn, CONTEXT, Arithmetic.F64))
                .allSatisfy(m -> assertThat(m.value().orElseThrow()).isLessThan(1e-11));
        double first = value(new TablePrecision().measure(yarn, CONTEXT, Arithmetic.BF16), "max", range(2, 4));
        assertThat(first).isBetween(1e-3, 0x1p-8);
    }

    @Test
    void radialFactorsAreNoEntriesOfARotation() {
        PositionEncoding xpos = Strategies.read(Map.of("rope_type", "xpos")).encode(CONTEXT);
        assertThat(new TablePrecision().measure(xpos, CONTEXT, Arithmetic.F32))
                .singleElement()
                .satisfies(m -> assertThat(m.note()).contains("radial"));
        assertThat(new AnglePrecision().measure(xpos, CONTEXT, Arithmetic.F32)).hasSizeGreaterThan(10);
    }

    @Test
    void parametersAreReadBackAndChecked() {
        InvarianceResidual metric = InvarianceResidual.from(
                Params.of(Map.of("positions", List.of(5, 70_000), "distance", 3, "draws", 50, "seed", 9)));
        assertThat(metric).isEqualTo(new InvarianceResidual(List.of(5, 70_000), 3, 50, 9));
        assertThat(InvarianceResidual.from(Params.of(metric.parameters()))).isEqualTo(metric);
        assertThat(InvarianceResidual.from(Params.of(Map.of())).positions()).contains(2000, 1_000_003);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("positions", List.of()),
                Map.of("positions", List.of(-1)),
                Map.of("positions", List.of(Integer.MAX_VALUE)),
                Map.of("distance", -1),
                Map.of("draws", 1))) {
            assertThatThrownBy(() -> InvarianceResidual.from(Params.of(wrong))).isInstanceOf(InvalidParameter.class);
        }
    }
}
