package io.github.ropelab.experiments.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.AttentionScale;
import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.data.GaussianVectors;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/**
 * The double kernel and the drawn vectors against the closed forms. Every estimate has a fixed seed and a standard error of
 * its own; the bounds are two-sided, and a wrong formula is shown to break them.
 */
class MonteCarloTest {
    /** P(|z| > 4) is 6e-5; about two hundred of them are checked. */
    private static final double LARGEST_Z = 4;

    private static final int HEAD_DIM = 32;
    private static final int SAMPLES = 1500;
    private static final List<Integer> DISTANCES = List.of(0, 1, 16, 200, 900);

    private record Pair(double reference, double strategy) {
        double difference() {
            return strategy - reference;
        }
    }

    private static RopeContext context(int current) {
        return ExpectationCases.context(HEAD_DIM, current);
    }

    private static QkvBatch draw(RotaryGeometry geometry, int seed, int tokens) {
        return new GaussianVectors("g", geometry, 10_000, List.of(), List.of(), 11, seed + 1)
                .load(Slice.seed(seed), tokens);
    }

    private static double[][] rows(PositionEncoding encoding, RopeContext context, QkvBatch batch, int first) {
        double[][] rows = new double[batch.tokens() - first][batch.tokens()];
        new EncodedLogits(encoding, context, Arithmetic.F64, batch.q(), batch.k()).rows(first, rows.length, rows);
        return rows;
    }

    /** Scores at one distance; no two share a query or a key, so that they are independent. */
    private static List<Pair> samples(
            PositionEncoding reference, PositionEncoding strategy, RopeContext context, int distance, int seed) {
        QkvBatch batch = draw(context.geometry(), seed, distance + SAMPLES);
        double[][] a = rows(reference, context, batch, distance);
        double[][] b = rows(strategy, context, batch, distance);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            pairs.add(new Pair(a[i][i], b[i][i]));
        }
        return pairs;
    }

    /** (mean - expected) / standard error; equal scores have no error, and must be as expected. */
    private static double z(DoubleStream values, double expected) {
        SummaryStatistics statistics = new SummaryStatistics();
        values.forEach(statistics::addValue);
        double error = statistics.getStandardDeviation() / Math.sqrt(statistics.getN());
        double off = statistics.getMean() - expected;
        return Math.abs(off) < 1e-12 ? 0 : off / error;
    }

    private static void check(String what, double z) {
        assertThat(z).as(what).isBetween(-LARGEST_Z, LARGEST_Z);
    }

    @Test
    void independentVectorsAtEveryDistance() {
        RopeContext context = context(4096);
        Map<String, PositionEncoding> encodings = ExpectationCases.encodings(context);
        PositionEncoding base = encodings.get("base");
        double squares = 0;
        int estimates = 0;
        int seed = 0;
        for (Map.Entry<String, PositionEncoding> entry : encodings.entrySet()) {
            for (int distance : DISTANCES) {
                String what = entry.getKey() + " at " + distance + " ";
                ScoreTerms terms = ScoreTerms.of(base, entry.getValue(), context, distance, 0);
                List<Pair> pairs = samples(base, entry.getValue(), context, distance, seed++);
                double variance = IndependentScores.strategyVariance(terms);
                double kurtosis = IndependentScores.referenceExcessKurtosis(terms);
                double zSquare = z(
                        pairs.stream().mapToDouble(p -> p.difference() * p.difference()),
                        IndependentScores.meanSquareDifference(terms));
                check(what + "mean", z(pairs.stream().mapToDouble(Pair::strategy), 0));
                check(what + "variance", z(pairs.stream().mapToDouble(p -> p.strategy() * p.strategy()), variance));
                check(
                        what + "fourth moment",
                        z(
                                pairs.stream().mapToDouble(p -> Math.pow(p.strategy(), 4)),
                                (3 + kurtosis) * variance * variance));
                check(what + "mean square", zSquare);
                check(
                        what + "mean absolute",
                        z(
                                pairs.stream().mapToDouble(p -> Math.abs(p.difference())),
                                MeanAbsoluteDifference.exact(terms)));
                check(
                        what + "covariance",
                        z(
                                pairs.stream().mapToDouble(p -> p.reference() * p.strategy()),
                                IndependentScores.correlation(terms)
                                        * Math.sqrt(variance * IndependentScores.referenceVariance(terms))));
                squares += zSquare * zSquare;
                estimates += zSquare == 0 ? 0 : 1;
            }
        }
        // Each estimate has vectors of its own: their squares add up to a chi-square.
        double p = new ChiSquaredDistribution(null, estimates).cumulativeProbability(squares);
        assertThat(estimates).isGreaterThan(20);
        assertThat(p).as("chi-square of the mean squares").isBetween(1e-4, 1 - 1e-4);
    }

    /** All cells of a draw share a part of their vectors: one draw is one observation, the mean over its cells. */
    @Test
    void correlatedVectorsAtEveryDistance() {
        int draws = 400;
        int first = 80;
        int[] distances = {0, 3, first};
        RopeContext context = ExpectationCases.context(HEAD_DIM, 96);
        Map<String, PositionEncoding> encodings = ExpectationCases.encodings(context);
        PositionEncoding base = encodings.get("base");
        int root = 0;
        for (double rho : new double[] {0.3, -0.6, 1}) {
            CorrelatedScores forms = new CorrelatedScores(rho);
            for (String strategy : List.of("pi", "yarn")) {
                GaussianVectors vectors =
                        GaussianVectors.correlated("g", context.geometry(), context.base(), rho, root++, draws);
                double[][] scores = new double[distances.length][draws];
                double[][] squares = new double[distances.length][draws];
                double[][] differences = new double[distances.length][draws];
                for (int seed = 0; seed < draws; seed++) {
                    QkvBatch batch = vectors.load(Slice.seed(seed), first + 4);
                    double[][] a = rows(base, context, batch, first);
                    double[][] b = rows(encodings.get(strategy), context, batch, first);
                    for (int at = 0; at < distances.length; at++) {
                        for (int i = 0; i < a.length; i++) {
                            int key = first + i - distances[at];
                            scores[at][seed] += a[i][key] / a.length;
                            squares[at][seed] += a[i][key] * a[i][key] / a.length;
                            differences[at][seed] += Math.pow(b[i][key] - a[i][key], 2) / a.length;
                        }
                    }
                }
                for (int at = 0; at < distances.length; at++) {
                    String what = "ρ " + rho + " " + strategy + " at " + distances[at];
                    ScoreTerms terms = ScoreTerms.of(base, encodings.get(strategy), context, distances[at], 0);
                    double mean = forms.referenceMean(terms);
                    check(what + " mean", z(DoubleStream.of(scores[at]), mean));
                    check(
                            what + " square",
                            z(DoubleStream.of(squares[at]), forms.referenceVariance(terms) + mean * mean));
                    check(
                            what + " mean square",
                            z(DoubleStream.of(differences[at]), forms.meanSquareDifference(terms)));
                    assertThat(Math.abs(z(DoubleStream.of(squares[at]), IndependentScores.referenceVariance(terms))))
                            .as("%s: the form of independent vectors fails where the mean is large", what)
                            .matches(z -> z > LARGEST_Z || Math.abs(mean) < 1);
                }
            }
        }
    }

    /** The factor enters a logit squared: with the factor itself, or with a temperature left out, the check fails. */
    @Test
    void aWrongFactorFails() {
        RopeContext context = context(4096);
        Map<String, PositionEncoding> encodings = ExpectationCases.encodings(context);
        PositionEncoding base = encodings.get("base");
        PositionEncoding yarn = encodings.get("yarn");
        double amplitude = yarn.attention().amplitude();
        PositionEncoding once = new PositionEncoding(
                yarn.frequencies(), yarn.positions(), AttentionScale.amplitude(Math.sqrt(amplitude)), yarn.trace());
        for (int distance : DISTANCES) {
            List<Pair> pairs = new ArrayList<>();
            for (int seed = 100; seed < 104; seed++) {
                pairs.addAll(samples(base, yarn, context, distance, seed));
            }
            for (PositionEncoding wrong : List.of(once, encodings.get("yarn_nofactor"))) {
                ScoreTerms terms = ScoreTerms.of(base, wrong, context, distance, 0);
                assertThat(Math.abs(z(
                                pairs.stream().mapToDouble(p -> p.difference() * p.difference()),
                                IndependentScores.meanSquareDifference(terms))))
                        .as("distance %d", distance)
                        .isGreaterThan(LARGEST_Z);
            }
        }
    }

    /** With nearly one pair at work the Gaussian rule is 12 % too large; the exact form holds. */
    @Test
    void theGaussianRuleFailsWhereTheExactFormHolds() {
        RopeContext context = new RopeContext(
                RotaryGeometry.full(4, Pairing.INTERLEAVED),
                10_000,
                context(4096).lengths());
        PositionEncoding base = ExpectationCases.encodings(context).get("base");
        PositionEncoding linear = ExpectationCases.encodings(context).get("pi");
        ScoreTerms terms = ScoreTerms.of(base, linear, context, 1, 0);
        List<Double> values = new ArrayList<>();
        for (int seed = 0; seed < 8; seed++) {
            samples(base, linear, context, 1, seed).forEach(p -> values.add(Math.abs(p.difference())));
        }
        check("exact", z(stream(values), MeanAbsoluteDifference.exact(terms)));
        assertThat(z(stream(values), MeanAbsoluteDifference.gaussianRule(terms)))
                .isLessThan(-LARGEST_Z);
    }

    private static DoubleStream stream(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }

    /** Components that do not rotate, a temperature, and position maps with branches: other shapes of the same forms. */
    @Test
    void partialWidthsTemperaturesAndBranches() {
        RopeContext context = new RopeContext(
                new RotaryGeometry(HEAD_DIM, 20, Pairing.INTERLEAVED),
                10_000,
                context(4096).lengths());
        PositionEncoding base = ExpectationCases.encode(context, Map.of("rope_type", "none"));
        int distance = 300;
        int row = distance + SAMPLES - 1;
        int seed = 300;
        for (Map<String, Object> block : List.<Map<String, Object>>of(
                Map.of("rope_type", "yarn", "factor", 4),
                Map.of("rope_type", "rerope", "window", 100),
                Map.of("rope_type", "nope"))) {
            PositionEncoding strategy = ExpectationCases.encode(context, block);
            ScoreTerms terms = ScoreTerms.of(base, strategy, context, row, row - distance);
            List<Pair> pairs = samples(base, strategy, context, distance, seed++);
            check(
                    block + " mean square",
                    z(
                            pairs.stream().mapToDouble(p -> p.difference() * p.difference()),
                            IndependentScores.meanSquareDifference(terms)));
            check(
                    block + " mean absolute",
                    z(pairs.stream().mapToDouble(p -> Math.abs(p.difference())), MeanAbsoluteDifference.exact(terms)));
            check(
                    block + " variance",
                    z(
                            pairs.stream().mapToDouble(p -> p.strategy() * p.strategy()),
                            IndependentScores.strategyVariance(terms)));
        }
        PositionEncoding logN = ExpectationCases.encode(context, Map.of("rope_type", "log_n"));
        List<Pair> pairs = samples(base, logN, context, distance, seed);
        double expected = 0;
        for (int i = 0; i < SAMPLES; i++) {
            expected += IndependentScores.meanSquareDifference(ScoreTerms.of(base, logN, context, distance + i, i))
                    / SAMPLES;
        }
        check("log_n mean square", z(pairs.stream().mapToDouble(p -> p.difference() * p.difference()), expected));
    }

    /** Given the query, differences of scores are exactly normal and independent from key to key. */
    @Test
    void differencesOfAGivenQueryAreNormal() {
        RopeContext context = new RopeContext(
                new RotaryGeometry(HEAD_DIM, 24, Pairing.HALF_SPLIT),
                10_000,
                context(4096).lengths());
        Map<String, PositionEncoding> encodings = ExpectationCases.encodings(context);
        int tokens = 3000;
        int seed = 400;
        for (String name : List.of("pi", "yarn")) {
            QkvBatch batch = draw(context.geometry(), seed++, tokens);
            double[] a = rows(encodings.get("base"), context, batch, tokens - 1)[0];
            double[] b = rows(encodings.get(name), context, batch, tokens - 1)[0];
            double[] query = new double[HEAD_DIM];
            System.arraycopy(batch.q(), (tokens - 1) * HEAD_DIM, query, 0, HEAD_DIM);
            FixedQuery fixed = new FixedQuery(context.geometry(), query);
            double[] standard = new double[tokens - 1];
            double[] independent = new double[tokens - 1];
            for (int key = 0; key < tokens - 1; key++) {
                ScoreTerms terms = ScoreTerms.of(encodings.get("base"), encodings.get(name), context, tokens - 1, key);
                standard[key] = (b[key] - a[key]) / Math.sqrt(fixed.differenceVariance(terms));
                independent[key] = (b[key] - a[key]) / Math.sqrt(IndependentScores.meanSquareDifference(terms));
            }
            double squares = DoubleStream.of(standard).map(x -> x * x).sum();
            ChiSquaredDistribution law = new ChiSquaredDistribution(null, standard.length);
            assertThat(law.cumulativeProbability(squares)).as(name).isBetween(1e-4, 1 - 1e-4);
            assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(null, 0, 1), standard))
                    .as(name)
                    .isGreaterThan(1e-4);
            // The variance over all queries is not that of this one.
            squares = DoubleStream.of(independent).map(x -> x * x).sum();
            assertThat(law.cumulativeProbability(squares)).as(name).matches(p -> p < 1e-4 || p > 1 - 1e-4);
        }
    }

    @Test
    void noScoreIsBeyondItsBound() {
        RopeContext context = new RopeContext(
                new RotaryGeometry(HEAD_DIM, 24, Pairing.HALF_SPLIT),
                10_000,
                context(4096).lengths());
        QkvBatch batch = draw(context.geometry(), 500, 600);
        double closest = 0;
        for (PositionEncoding encoding : ExpectationCases.encodings(context).values()) {
            double[] scores = rows(encoding, context, batch, 599)[0];
            for (int key = 0; key < 600; key++) {
                double bound =
                        ScoreBound.of(encoding, context.geometry(), 599, row(batch.q(), 599), row(batch.k(), key));
                assertThat(Math.abs(scores[key])).isLessThanOrEqualTo(bound * (1 + 1e-12));
                closest = Math.max(closest, Math.abs(scores[key]) / bound);
            }
        }
        assertThat(closest).as("the bound is of the scores' size").isGreaterThan(0.5);
    }

    private static double[] row(double[] rows, int index) {
        double[] row = new double[HEAD_DIM];
        System.arraycopy(rows, index * HEAD_DIM, row, 0, HEAD_DIM);
        return row;
    }

    /**
     * Negative control: scores of independent vectors are stationary in the distance, so that the largest of two equal windows
     * is the farther one as often as not.
     */
    @Test
    void withoutAStrategyTheFartherWindowHoldsTheLargestScoreInHalfOfAllDraws() {
        int window = 64;
        RopeContext context = context(2 * window);
        PositionEncoding base = ExpectationCases.encodings(context).get("base");
        int draws = 600;
        int farther = 0;
        SummaryStatistics ratios = new SummaryStatistics();
        for (int seed = 0; seed < draws; seed++) {
            double[] scores = rows(base, context, draw(context.geometry(), 600 + seed, 2 * window), 2 * window - 1)[0];
            double near = 0;
            double far = 0;
            for (int key = 0; key < window; key++) {
                far = Math.max(far, Math.abs(scores[key]));
                near = Math.max(near, Math.abs(scores[window + key]));
            }
            farther += far > near ? 1 : 0;
            ratios.addValue(far / near);
        }
        check("sign test", (farther - draws / 2.0) / Math.sqrt(draws / 4.0));
        assertThat(ratios.getMean()).isBetween(0.95, 1.1);
    }
}
