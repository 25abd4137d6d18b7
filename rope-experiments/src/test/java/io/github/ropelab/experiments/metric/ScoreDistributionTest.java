package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quantiles from bins against the sorted scores. */
class ScoreDistributionTest {
    private static final int TOKENS = 90;
    private static final int TRAINED = 16;

    /** A rounded sum of a few numbers below 100. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private final double[][] scores = scores();

    private static double[][] scores() {
        Gaussian gaussian = Streams.root(6).child("scores").gaussian();
        double[][] scores = new double[TOKENS][TOKENS];
        for (int m = 0; m < TOKENS; m++) {
            int row = m;
            Arrays.setAll(scores[m], n -> 3 * gaussian.next() + (row - n < TRAINED ? 1 : -2));
        }
        return scores;
    }

    private static List<Measurement> measure(ScoreDistribution metric, double[][] scores, ComparedKeys keys) {
        double[] values = new double[scores.length];
        AttentionPanel reference =
                new AttentionPanel(RowsOf.kernel(new double[TOKENS][TOKENS]), keys.reference(TRAINED), values, 1);
        AttentionPanel strategy = new AttentionPanel(RowsOf.kernel(scores), keys.strategy(TRAINED), values, 1);
        RowMetric.Observer observer = metric.start(new CellShape(TRAINED, TOKENS, 8, keys));
        for (int row = 0; row < TOKENS; row++) {
            reference.load(row, 1);
            strategy.load(row, 1);
            observer.observe(reference.row(0), strategy.row(0));
        }
        return observer.finish();
    }

    private double[] sorted(boolean within) {
        DoubleStream.Builder seen = DoubleStream.builder();
        for (int row = 0; row < TOKENS; row++) {
            for (int key = 0; key <= row; key++) {
                if (row - key < TRAINED == within) {
                    seen.add(scores[row][key]);
                }
            }
        }
        return seen.build().sorted().toArray();
    }

    private static Measurement find(List<Measurement> measurements, String statistic, int percent) {
        return measurements.stream()
                .filter(m -> m.statistic().equals(statistic)
                        && m.bucket().axis() == Bucket.Axis.PERCENT
                        && m.bucket().from() == percent)
                .findAny()
                .orElseThrow();
    }

    /** The score that a share of all lies at or below, among the sorted ones. */
    private static double at(double[] sorted, int percent) {
        return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
    }

    @Test
    void quantilesLieWithinABinOfTheSortedScores() {
        for (int bins : new int[] {1, 32, 512}) {
            List<Measurement> found = measure(new ScoreDistribution(32, bins), scores, ComparedKeys.ALL);
            for (boolean within : new boolean[] {true, false}) {
                double[] sorted = sorted(within);
                for (int percent : ScoreDistribution.percents()) {
                    Measurement quantile = find(found, within ? "within" : "beyond", percent);
                    assertThat(quantile.value().orElseThrow())
                            .isCloseTo(at(sorted, percent), Offset.offset(1.0 / bins));
                    assertThat(quantile.n()).isEqualTo(sorted.length);
                    assertThat(quantile.note()).isEmpty();
                    assertThat(quantile.standardError()).isEmpty();
                }
            }
        }
    }

    @Test
    void theMedianOverAllIsThatOfThePercents() {
        List<Measurement> found = measure(new ScoreDistribution(64, 32), scores, ComparedKeys.ALL);
        for (String range : List.of("within", "beyond")) {
            Measurement median = found.stream()
                    .filter(m -> m.statistic().equals(range + "_median"))
                    .findAny()
                    .orElseThrow();
            assertThat(median.bucket()).isEqualTo(new Bucket(Bucket.Axis.ALL, 0, TOKENS));
            assertThat(median.value()).isEqualTo(find(found, range, 50).value());
        }
    }

    /** Scores at 0.25, 0.5, ..., in bins of width 1: a quarter of the scores of bin [0, 1) lie below 0.25. */
    @Test
    void inABinTheCountIsSpreadEvenly() {
        Histogram histogram = new Histogram(2, 1);
        histogram.add(new double[] {9, 0.1, 0.9, 0.5, 0.7, -1.5, -1.9, 1.5, 1.2, 9}, 1, 9);
        assertThat(histogram.count()).isEqualTo(8);
        assertThat(histogram.quantile(0.25)).isCloseTo(-1, ROUNDING);
        assertThat(histogram.quantile(0.125)).isCloseTo(-1.5, ROUNDING);
        assertThat(histogram.quantile(0.5)).isCloseTo(0.5, ROUNDING);
        assertThat(histogram.quantile(0.75)).isCloseTo(1, ROUNDING);
    }

    @Test
    void scoresOutsideOfTheBinsAreCountedAndSaid() {
        double[][] spread = scores();
        spread[TOKENS - 1][TOKENS - 1] = 1e6;
        spread[TOKENS - 2][TOKENS - 2] = Double.NEGATIVE_INFINITY;
        double[] sorted = sorted(true);
        List<Measurement> found = measure(new ScoreDistribution(32, 32), spread, ComparedKeys.ALL);
        Measurement within = find(found, "within", 50);
        assertThat(within.value().orElseThrow()).isCloseTo(at(sorted, 50), Offset.offset(0.1));
        assertThat(within.note()).isEqualTo("2 of " + sorted.length + " scores lie outside of ±32");
        assertThat(find(found, "beyond", 50).note()).isEmpty();
        List<Measurement> narrow = measure(new ScoreDistribution(2, 32), scores, ComparedKeys.ALL);
        assertThat(find(narrow, "within", 1).value()).isEmpty();
        assertThat(find(narrow, "within", 99).value()).isEmpty();
        assertThat(find(narrow, "within", 99).note()).contains("lie outside of ±2, this quantile among them");
        assertThat(find(narrow, "within", 50).value().orElseThrow())
                .as("what lies outside counts as below or above")
                .isCloseTo(at(sorted, 50), Offset.offset(1.0 / 32));
    }

    @Test
    void aScoreThatIsNoNumberFails() {
        double[][] broken = scores();
        broken[3][1] = Double.NaN;
        assertThatThrownBy(() -> measure(new ScoreDistribution(64, 32), broken, ComparedKeys.ALL))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("finite");
    }

    @ParameterizedTest
    @EnumSource
    void hiddenKeysAreNotCounted(ComparedKeys.Range range) {
        ComparedKeys keys = new ComparedKeys(new Visibility.SlidingWindow(5), range);
        List<Measurement> found = measure(new ScoreDistribution(64, 32), scores, keys);
        assertThat(find(found, "within", 50).n())
                .as("the mask of the reference hides nothing from the strategy")
                .isEqualTo(sorted(true).length);
        Measurement beyond = find(found, "beyond", 50);
        if (range == ComparedKeys.Range.TRAINED_RANGE) {
            assertThat(beyond.note()).contains("no distance reaches the trained length");
        } else {
            assertThat(beyond.n()).isEqualTo(sorted(false).length);
        }
    }

    @Test
    void parametersAreReadAndChecked() {
        assertThat(ScoreDistribution.from(Params.of(Map.of("limit", 8, "bins", 2))))
                .isEqualTo(new ScoreDistribution(8, 2));
        assertThat(ScoreDistribution.from(Params.of(Map.of()))).isEqualTo(new ScoreDistribution(64, 32));
        assertThatThrownBy(() -> new ScoreDistribution(0, 2)).hasMessageContaining("limit");
        assertThatThrownBy(() -> new ScoreDistribution(8, 5000)).hasMessageContaining("bins");
    }
}
