package io.github.ropelab.experiments.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.data.GaussianVectors;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.AttentionPanel;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.CellShape;
import io.github.ropelab.experiments.metric.EncodingDistance;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metrics;
import io.github.ropelab.experiments.metric.RowMetric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The sum over distances against the kernel over all pairs, as the metric score-drift sees it. */
class SummationTest {
    private static final int HEAD_DIM = 16;
    private static final int TOKENS = 192;
    private static final CellShape SHAPE = new CellShape(2048, TOKENS, 8);

    /** Sums of 2e4 squares in another order. */
    private static final Tolerance SUM = new Tolerance("order of summation", 1e-12, 1e-12);

    private static final RopeContext CONTEXT = ExpectationCases.context(HEAD_DIM, TOKENS);
    private static final Map<String, PositionEncoding> ENCODINGS = ExpectationCases.encodings(CONTEXT);

    /** Mean square per bucket of score-drift. */
    private static Map<Bucket, Double> meanSquares(String strategy, double[] q, double[] k) {
        RowMetric metric = (RowMetric) Metrics.builtIn().read("score-drift", Params.of(Map.of()));
        RowMetric.Observer observer = metric.start(SHAPE);
        AttentionPanel reference = panel("base", q, k);
        AttentionPanel candidate = panel(strategy, q, k);
        for (int row = 0; row < TOKENS; row++) {
            reference.load(row, 1);
            candidate.load(row, 1);
            observer.observe(reference.row(0), candidate.row(0));
        }
        Map<Bucket, Double> squares = new HashMap<>();
        for (Measurement m : observer.finish()) {
            if (m.statistic().equals("rms")) {
                squares.put(m.bucket(), Math.pow(m.value().orElseThrow(), 2));
            }
        }
        return squares;
    }

    private static AttentionPanel panel(String strategy, double[] q, double[] k) {
        return new AttentionPanel(
                new EncodedLogits(ENCODINGS.get(strategy), CONTEXT, Arithmetic.F64, q, k), new double[TOKENS], 1);
    }

    /** q and k with one and the same pair of length 1 everywhere: a score is (1/√d)·Σ Re z_j of its distance. */
    @Test
    void unitPairsAgreeToRounding() {
        double[] ones = new double[TOKENS * HEAD_DIM];
        Arrays.fill(ones, Math.sqrt(0.5));
        for (String strategy : List.of("pi", "ntk", "yarn_nofactor", "yarn", "abf5e5")) {
            CorrelatedScores unit = new CorrelatedScores(0.5); // 2ρ = 1
            DistanceMeans curve = DistanceMeans.of(
                    ENCODINGS.get("base"),
                    ENCODINGS.get(strategy),
                    CONTEXT,
                    terms -> Math.pow(unit.meanDifference(terms), 2));
            meanSquares(strategy, ones, ones)
                    .forEach((bucket, square) -> SUM.check(strategy + " " + bucket, square, expected(curve, bucket)));
        }
    }

    /** Mean over distances, each counted once, of the mean square over the cells at that distance. */
    private static double unweighted(String strategy, double[] q, double[] k) {
        double[][] a = new double[TOKENS][TOKENS];
        double[][] b = new double[TOKENS][TOKENS];
        new EncodedLogits(ENCODINGS.get("base"), CONTEXT, Arithmetic.F64, q, k).rows(0, TOKENS, a);
        new EncodedLogits(ENCODINGS.get(strategy), CONTEXT, Arithmetic.F64, q, k).rows(0, TOKENS, b);
        double sum = 0;
        for (int distance = 0; distance < TOKENS; distance++) {
            double squares = 0;
            for (int row = distance; row < TOKENS; row++) {
                squares += Math.pow(b[row][row - distance] - a[row][row - distance], 2);
            }
            sum += squares / (TOKENS - distance);
        }
        return sum / TOKENS;
    }

    /** Far distances count as much as near ones: another number than the mean over cells. */
    @Test
    void theUnweightedMeanAgreesToo() {
        double[] ones = new double[TOKENS * HEAD_DIM];
        Arrays.fill(ones, Math.sqrt(0.5));
        CorrelatedScores unit = new CorrelatedScores(0.5); // 2ρ = 1
        GaussianVectors vectors =
                new GaussianVectors("g", CONTEXT.geometry(), CONTEXT.base(), List.of(), List.of(), 29, 40);
        for (String strategy : List.of("pi", "yarn")) {
            DistanceMeans exact = DistanceMeans.of(
                    ENCODINGS.get("base"),
                    ENCODINGS.get(strategy),
                    CONTEXT,
                    terms -> Math.pow(unit.meanDifference(terms), 2));
            SUM.check(strategy, unweighted(strategy, ones, ones), exact.mean(0, TOKENS));
            assertThat(exact.mean(0, TOKENS)).isNotCloseTo(exact.causalMean(0, TOKENS), Offset.offset(1e-3));
            SummaryStatistics s = new SummaryStatistics();
            for (Slice slice : vectors.slices()) {
                QkvBatch batch = vectors.load(slice, TOKENS);
                s.addValue(unweighted(strategy, batch.q(), batch.k()));
            }
            double expected = DistanceMeans.of(
                            ENCODINGS.get("base"),
                            ENCODINGS.get(strategy),
                            CONTEXT,
                            IndependentScores::meanSquareDifference)
                    .mean(0, TOKENS);
            assertThat((s.getMean() - expected) / s.getStandardDeviation() * Math.sqrt(s.getN()))
                    .as(strategy)
                    .isBetween(-4.0, 4.0);
        }
    }

    private static double expected(DistanceMeans curve, Bucket bucket) {
        return bucket.axis() == Bucket.Axis.DISTANCE
                ? curve.causalMean(bucket.from(), bucket.to())
                : curve.cellMean(bucket.from(), bucket.to());
    }

    /** Draws are independent, so that the standard error over them holds although the cells of one draw share vectors. */
    @Test
    void gaussianVectorsAgreeWithinTheStandardErrorOverDraws() {
        int draws = 60;
        int compared = 0;
        GaussianVectors vectors = new GaussianVectors(
                "g", CONTEXT.geometry(), CONTEXT.base(), List.of(), List.of(), 23, draws * ENCODINGS.size());
        int seed = 0;
        for (String strategy : List.of("pi", "yarn")) {
            Map<Bucket, SummaryStatistics> statistics = new HashMap<>();
            for (int i = 0; i < draws; i++) {
                QkvBatch batch = vectors.load(Slice.seed(seed++), TOKENS);
                meanSquares(strategy, batch.q(), batch.k()).forEach((bucket, square) -> statistics
                        .computeIfAbsent(bucket, b -> new SummaryStatistics())
                        .addValue(square));
            }
            DistanceMeans curve = DistanceMeans.of(
                    ENCODINGS.get("base"), ENCODINGS.get(strategy), CONTEXT, IndependentScores::meanSquareDifference);
            for (Map.Entry<Bucket, SummaryStatistics> entry : statistics.entrySet()) {
                SummaryStatistics s = entry.getValue();
                double off = s.getMean() - expected(curve, entry.getKey());
                double error = s.getStandardDeviation() / Math.sqrt(s.getN());
                assertThat(off).as("%s %s", strategy, entry.getKey()).isBetween(-4 * error - 1e-20, 4 * error + 1e-20);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(15);
    }

    /** The three means of a curve: constant curves give the constant, and weights are those of a triangle of cells. */
    @Test
    void meansCountEveryCellOnce() {
        DistanceMeans curve = DistanceMeans.of(
                ENCODINGS.get("base"), ENCODINGS.get("pi"), CONTEXT, IndependentScores::meanSquareDifference);
        double sum = 0;
        double rows = 0;
        int cells = 0;
        for (int m = 10; m < TOKENS; m++) {
            double row = 0;
            for (int n = 0; n <= m; n++) {
                row += curve.at(m - n);
            }
            sum += row;
            rows += row / (m + 1);
            cells += m + 1;
        }
        SUM.check("cells", curve.cellMean(10, TOKENS), sum / cells);
        SUM.check("rows", curve.rowMean(10, TOKENS), rows / (TOKENS - 10));
        SUM.check("all cells", curve.causalMean(0, TOKENS), curve.cellMean(0, TOKENS));
        SUM.check("one distance", curve.mean(5, 6), curve.at(5));
    }

    /** encoding-distance sums the same form over the distances by Dirichlet's kernel. */
    @Test
    void encodingDistanceIsTheUnweightedMean() {
        for (String strategy : ENCODINGS.keySet()) {
            DistanceMeans curve = DistanceMeans.of(
                    ENCODINGS.get("base"), ENCODINGS.get(strategy), CONTEXT, IndependentScores::meanSquareDifference);
            Measurement rms = new EncodingDistance()
                    .measure(ENCODINGS.get("base"), ENCODINGS.get(strategy), CONTEXT)
                    .get(0);
            new Tolerance("roundings of a sum of small terms", 1e-9, 1e-14)
                    .check(strategy, Math.pow(rms.value().orElseThrow(), 2), curve.mean(1, TOKENS));
        }
    }

    @Test
    void otherEncodingsAreRefused() {
        for (String id : List.of("rerope", "log_n", "xpos")) {
            PositionEncoding other = ExpectationCases.encode(CONTEXT, Map.of("rope_type", id));
            assertThatThrownBy(() -> DistanceMeans.of(ENCODINGS.get("base"), other, CONTEXT, LargeRows::kl))
                    .as(id)
                    .isInstanceOf(InvalidParameter.class)
                    .hasMessageContaining("distance alone");
        }
        PositionEncoding xpos = ExpectationCases.encode(CONTEXT, Map.of("rope_type", "xpos"));
        assertThatThrownBy(() -> ScoreTerms.of(ENCODINGS.get("base"), xpos, CONTEXT, 5, 0))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("for a closed form");
        assertThatThrownBy(() -> new CorrelatedScores(1.5)).isInstanceOf(InvalidParameter.class);
    }
}
