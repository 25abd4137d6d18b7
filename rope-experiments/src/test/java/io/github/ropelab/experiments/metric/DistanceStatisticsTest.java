package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;

/** Statistics over distances against the definitions written out over all cells. */
class DistanceStatisticsTest {
    private static final int TOKENS = 90;
    private static final int TRAINED = 16;

    /** Sums of some thousand terms of order 1. */
    private static final Tolerance SUMS = new Tolerance("sums in another order", 1e-11, 1e-13);

    private final double[][] before = scores("before", 3);
    private final double[][] after = scores("after", -1);

    private static double[][] scores(String name, double mean) {
        Gaussian gaussian = Streams.root(4).child(name).gaussian();
        double[][] scores = new double[TOKENS][TOKENS];
        for (double[] row : scores) {
            Arrays.setAll(row, n -> mean + gaussian.next());
        }
        return scores;
    }

    private List<Measurement> measure(RowMetric metric, ComparedKeys keys) {
        CellShape shape = new CellShape(TRAINED, TOKENS, 0, keys);
        double[] values = new double[TOKENS];
        AttentionPanel reference = new AttentionPanel(RowsOf.kernel(before), keys.reference(TRAINED), values, 1);
        AttentionPanel strategy = new AttentionPanel(RowsOf.kernel(after), keys.strategy(TRAINED), values, 1);
        RowMetric.Observer observer = metric.start(shape);
        for (int row = 0; row < TOKENS; row++) {
            reference.load(row, 1);
            strategy.load(row, 1);
            observer.observe(reference.row(0), strategy.row(0));
        }
        return observer.finish();
    }

    private static Measurement find(List<Measurement> measurements, String statistic, Bucket bucket) {
        return measurements.stream()
                .filter(m -> m.statistic().equals(statistic) && m.bucket().equals(bucket))
                .findAny()
                .orElseThrow();
    }

    /** One number per cell that the reference's mask shows. */
    private interface OfCell {
        double of(int row, int key);
    }

    private static DescriptiveStatistics cells(ComparedKeys keys, IntPredicate distances, OfCell value) {
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        for (int row = 0; row < TOKENS; row++) {
            for (int key = 0; key <= row; key++) {
                if (distances.test(row - key) && keys.reference(TRAINED).sees(row, key)) {
                    statistics.addValue(value.of(row, key));
                }
            }
        }
        return statistics;
    }

    private static double meanSquare(DescriptiveStatistics values) {
        return values.getSumsq() / values.getN();
    }

    @Test
    void everyResolutionGivesMeansAndExtremesOfItsCells() {
        for (ComparedKeys keys : List.of(
                ComparedKeys.ALL,
                new ComparedKeys(new Visibility.SinkAndWindow(3, 20), ComparedKeys.Range.SAME_DISTANCE),
                new ComparedKeys(new Visibility.Full(), ComparedKeys.Range.TRAINED_RANGE))) {
            for (String resolution : List.of("octaves", "3", "all")) {
                Params params = Params.of(Map.of("buckets", resolution));
                List<Measurement> drift = measure(ScoreDrift.from(params), keys);
                List<Measurement> relative = measure(RelativeDrift.from(params), keys);
                List<Bucket> buckets =
                        DistanceBuckets.of(Optional.of(resolution.equals("octaves") ? "1" : resolution), TOKENS);
                assertThat(relative.stream().map(Measurement::bucket)).isEqualTo(buckets);
                int defined = 0;
                for (Bucket bucket : buckets) {
                    IntPredicate inside = d -> d >= bucket.from() && d < bucket.to();
                    DescriptiveStatistics change = cells(keys, inside, (m, n) -> after[m][n] - before[m][n]);
                    if (change.getN() == 0) {
                        assertThat(find(drift, "max", bucket).value()).isEmpty();
                        assertThat(find(relative, "ratio", bucket).value()).isEmpty();
                        continue;
                    }
                    defined++;
                    SUMS.check("rms", value(drift, "rms", bucket), Math.sqrt(meanSquare(change)));
                    SUMS.check(
                            "max",
                            value(drift, "max", bucket),
                            Math.max(Math.abs(change.getMin()), Math.abs(change.getMax())));
                    double spread = Math.sqrt(
                            cells(keys, inside, (m, n) -> before[m][n]).getPopulationVariance());
                    Measurement ratio = find(relative, "ratio", bucket);
                    assertThat(ratio.n()).isEqualTo(change.getN() > 1 ? change.getN() : 0);
                    assertThat(ratio.value().isPresent()).isEqualTo(change.getN() > 1);
                    if (change.getN() > 1) {
                        SUMS.check("ratio", ratio.value().orElseThrow(), Math.sqrt(meanSquare(change)) / spread);
                    }
                }
                assertThat(defined).isPositive();
                checkAverages(keys, drift);
            }
        }
    }

    private void checkAverages(ComparedKeys keys, List<Measurement> drift) {
        Bucket bucket = new Bucket(Bucket.Axis.ALL, 0, TOKENS);
        DescriptiveStatistics all = cells(keys, d -> true, (m, n) -> Math.abs(after[m][n] - before[m][n]));
        SUMS.check("causal", value(drift, "mean_abs_causal", bucket), all.getMean());
        SUMS.check("causal", value(drift, "rms_causal", bucket), Math.sqrt(meanSquare(all)));
        DescriptiveStatistics means = new DescriptiveStatistics();
        DescriptiveStatistics squares = new DescriptiveStatistics();
        for (int distance = 0; distance < TOKENS; distance++) {
            int here = distance;
            DescriptiveStatistics at = cells(keys, d -> d == here, (m, n) -> Math.abs(after[m][n] - before[m][n]));
            if (at.getN() > 0) {
                means.addValue(at.getMean());
                squares.addValue(meanSquare(at));
            }
        }
        SUMS.check("unweighted", value(drift, "mean_abs_unweighted", bucket), means.getMean());
        SUMS.check("unweighted", value(drift, "rms_unweighted", bucket), Math.sqrt(squares.getMean()));
        assertThat(find(drift, "rms_unweighted", bucket).n()).isEqualTo(means.getN());
    }

    private static double value(List<Measurement> measurements, String statistic, Bucket bucket) {
        return find(measurements, statistic, bucket).value().orElseThrow();
    }

    @Test
    void resolutionsCutTheAxisWithoutGaps() {
        for (Optional<String> resolution : List.of(
                Optional.<String>empty(), Optional.of("2"), Optional.of("7"), Optional.of("64"), Optional.of("all"))) {
            for (int current : new int[] {1, 2, 3, 100, 1000}) {
                int end = 0;
                for (Bucket bucket : DistanceBuckets.of(resolution, current)) {
                    assertThat(bucket.from()).isEqualTo(end).isLessThan(bucket.to());
                    end = bucket.to();
                }
                assertThat(end).isEqualTo(current);
            }
        }
        assertThat(DistanceBuckets.of(Optional.empty(), 20).stream().map(Bucket::to))
                .containsExactly(1, 2, 4, 8, 16, 20);
        assertThat(DistanceBuckets.of(Optional.of("2"), 20).stream().map(Bucket::to))
                .containsExactly(1, 2, 3, 4, 6, 8, 11, 16, 20);
        assertThat(DistanceBuckets.of(Optional.of("all"), 20)).hasSize(20);
        assertThat(ScoreDrift.from(Params.of(Map.of("buckets", "octaves")))).isEqualTo(new ScoreDrift());
        assertThat(ScoreDrift.from(Params.of(Map.of("buckets", 1)))).isEqualTo(new ScoreDrift());
        for (Object wrong : List.of("octave", 0, 65, 1.5, -1)) {
            assertThatThrownBy(() -> ScoreDrift.from(Params.of(Map.of("buckets", wrong))))
                    .as("%s", wrong)
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("octaves, all");
        }
    }

    /** The delta method of the ratio against the scatter of many draws. */
    @Test
    void theErrorOfARatioIsThatOfManyDraws() {
        int replicates = 150;
        int tokens = 256;
        Bucket far = new Bucket(Bucket.Axis.DISTANCE, 64, 128);
        Gaussian gaussian = Streams.root(4).child("replicates").gaussian();
        DescriptiveStatistics ratios = new DescriptiveStatistics();
        DescriptiveStatistics squaredErrors = new DescriptiveStatistics();
        for (int r = 0; r < replicates; r++) {
            RowMetric.Observer observer = new RelativeDrift(Optional.empty()).start(new CellShape(tokens, tokens, 0));
            double[][] a = new double[tokens][tokens];
            double[][] b = new double[tokens][tokens];
            for (int row = 0; row < tokens; row++) {
                double temperature = Math.exp(0.3 * gaussian.next());
                for (int key = 0; key <= row; key++) {
                    a[row][key] = 2 + temperature * gaussian.next();
                    b[row][key] = a[row][key] + gaussian.next();
                }
            }
            AttentionPanel reference = new AttentionPanel(RowsOf.kernel(a), new double[tokens], 1);
            AttentionPanel strategy = new AttentionPanel(RowsOf.kernel(b), new double[tokens], 1);
            for (int row = 0; row < tokens; row++) {
                reference.load(row, 1);
                strategy.load(row, 1);
                observer.observe(reference.row(0), strategy.row(0));
            }
            Measurement ratio = find(observer.finish(), "ratio", far);
            ratios.addValue(ratio.value().orElseThrow());
            squaredErrors.addValue(Math.pow(ratio.standardError().orElseThrow(), 2));
        }
        double relative = squaredErrors.getMean() / ratios.getVariance();
        double fiveSigma = 5 * Math.sqrt(2.0 / replicates);
        assertThat(relative).isBetween(1 - fiveSigma, 1 + fiveSigma);
        assertThat(fiveSigma).isLessThan(0.6);
    }

    @Test
    void excessOfEqualWindowsComparesWindowsOfOneLength() {
        List<Measurement> excess = measure(new ScoreExcess(), ComparedKeys.ALL);
        Bucket bucket = new Bucket(Bucket.Axis.ALL, 0, TOKENS);
        double within = cells(ComparedKeys.ALL, d -> d < TRAINED, (m, n) -> Math.abs(after[m][n]))
                .getMax();
        double next = cells(ComparedKeys.ALL, d -> d >= TRAINED && d < 2 * TRAINED, (m, n) -> Math.abs(after[m][n]))
                .getMax();
        SUMS.check("cells", value(excess, "ratio_equal_length", bucket), next / within);
        List<Double> ratios = new ArrayList<>();
        for (int row = 2 * TRAINED - 1; row < TOKENS; row++) {
            double near = 0;
            double far = 0;
            for (int d = 0; d < TRAINED; d++) {
                near = Math.max(near, Math.abs(after[row][row - d]));
                far = Math.max(far, Math.abs(after[row][row - d - TRAINED]));
            }
            ratios.add(far / near);
        }
        Measurement median = find(excess, "row_median_equal_length", bucket);
        assertThat(median.n()).isEqualTo(ratios.size());
        double expected = new DescriptiveStatistics(
                        ratios.stream().mapToDouble(Double::doubleValue).toArray())
                .getPercentile(50);
        SUMS.check("median", median.value().orElseThrow(), expected);
        List<Measurement> inside =
                measure(new ScoreExcess(), new ComparedKeys(new Visibility.Full(), ComparedKeys.Range.TRAINED_RANGE));
        assertThat(inside.stream().filter(m -> m.value().isPresent()).map(Measurement::statistic))
                .containsExactly("max_within");
    }
}
