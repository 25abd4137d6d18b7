package io.github.ropelab.experiments.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.data.GaussianVectors;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.metric.AttentionPanel;
import io.github.ropelab.experiments.metric.AttentionRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/**
 * Attention rows of the double kernel against the expectations of large rows: queries of |q|² = d, independent keys, one per
 * distance. A draw is one observation, the mean over its last rows.
 */
class RowMonteCarloTest {
    private static final int HEAD_DIM = 128;
    private static final int TOKENS = 1024;
    private static final int ROWS = 16;
    private static final int DRAWS = 8;
    private static final int TOP = 20;

    /** The forms are limits of many keys: with 1024 keys the first correction, e^σ²/n, is 0.3 %, and 0.5 % with YaRN's factor. */
    private static final double LIMIT = 0.01;

    private static QkvBatch draw(RopeContext context, int seed) {
        QkvBatch batch = new GaussianVectors("g", context.geometry(), context.base(), List.of(), List.of(), 31, DRAWS)
                .load(Slice.seed(seed), TOKENS);
        double[] q = batch.q().clone();
        for (int t = 0; t < TOKENS; t++) {
            double square = 0;
            for (int c = 0; c < HEAD_DIM; c++) {
                square += q[t * HEAD_DIM + c] * q[t * HEAD_DIM + c];
            }
            for (int c = 0; c < HEAD_DIM; c++) {
                q[t * HEAD_DIM + c] *= Math.sqrt(HEAD_DIM / square);
            }
        }
        return new QkvBatch(TOKENS, HEAD_DIM, q, batch.k(), batch.v());
    }

    private static AttentionPanel panel(PositionEncoding encoding, RopeContext context, QkvBatch batch) {
        AttentionPanel panel = new AttentionPanel(
                new EncodedLogits(encoding, context, Arithmetic.F64, batch.q(), batch.k()), new double[TOKENS], ROWS);
        panel.load(TOKENS - ROWS, ROWS);
        return panel;
    }

    private static Map<String, Double> measured(AttentionRow a, AttentionRow b) {
        Map<String, Double> values = new TreeMap<>();
        int[] topA = new int[TOP];
        int[] topB = new int[TOP];
        a.top(topA);
        b.top(topB);
        values.put(
                "top",
                (double) Arrays.stream(topA)
                                .filter(x -> Arrays.stream(topB).anyMatch(y -> x == y))
                                .count()
                        / TOP);
        values.put(
                "spearman",
                new SpearmansCorrelation()
                        .correlation(Arrays.copyOf(a.scores(), a.keys()), Arrays.copyOf(b.scores(), b.keys())));
        values.put("entropy", a.entropy());
        values.put("strategy entropy", b.entropy());
        values.put("entropy change", b.entropy() - a.entropy());
        for (int n = 0; n < a.keys(); n++) {
            double p = a.probabilities()[n];
            double r = b.probabilities()[n];
            double logM = Math.log((p + r) / 2);
            values.merge("kl", p * (a.logProbabilities()[n] - b.logProbabilities()[n]), Double::sum);
            values.merge("reverse kl", r * (b.logProbabilities()[n] - a.logProbabilities()[n]), Double::sum);
            values.merge("tv", Math.abs(p - r) / 2, Double::sum);
            values.merge(
                    "js",
                    (p * (a.logProbabilities()[n] - logM) + r * (b.logProbabilities()[n] - logM)) / 2,
                    Double::sum);
        }
        return values;
    }

    @Test
    void rowsOfTheKernelAgreeWithTheLimits() {
        RopeContext context = ExpectationCases.context(HEAD_DIM, TOKENS);
        Map<String, PositionEncoding> encodings = ExpectationCases.encodings(context);
        PositionEncoding base = encodings.get("base");
        List<String> strategies = List.of("pi", "yarn");
        Map<String, Map<String, SummaryStatistics>> all = new LinkedHashMap<>();
        for (int seed = 0; seed < DRAWS; seed++) {
            QkvBatch batch = draw(context, seed);
            AttentionPanel reference = panel(base, context, batch);
            for (String strategy : strategies) {
                AttentionPanel candidate = panel(encodings.get(strategy), context, batch);
                Map<String, Double> means = new TreeMap<>();
                for (int i = 0; i < ROWS; i++) {
                    measured(reference.row(i), candidate.row(i))
                            .forEach((metric, value) -> means.merge(metric, value / ROWS, Double::sum));
                }
                means.forEach((metric, value) -> all.computeIfAbsent(strategy, s -> new TreeMap<>())
                        .computeIfAbsent(metric, m -> new SummaryStatistics())
                        .addValue(value));
            }
        }
        for (String strategy : strategies) {
            Map<String, SummaryStatistics> observed = all.get(strategy);
            PositionEncoding encoding = encodings.get(strategy);
            double factor = Math.pow(encoding.attention().amplitude(), 2);
            Map<String, Double> expected = new TreeMap<>();
            expected.put("kl", mean(base, encoding, context, LargeRows::kl));
            expected.put("reverse kl", expected.get("kl"));
            expected.put("js", mean(base, encoding, context, LargeRows::jensenShannon));
            expected.put("tv", mean(base, encoding, context, LargeRows::totalVariation));
            expected.put("spearman", mean(base, encoding, context, LargeRows::spearman));
            expected.put(
                    "top", mean(base, encoding, context, terms -> LargeRows.topOverlap(terms, (double) TOP / TOKENS)));
            expected.put("entropy", SoftmaxEntropy.expected(TOKENS, 1));
            expected.put("strategy entropy", SoftmaxEntropy.expected(TOKENS, factor * factor));
            expected.put("entropy change", mean(base, encoding, context, LargeRows::entropyChange));
            assertThat(observed.keySet()).isEqualTo(expected.keySet());
            expected.forEach((metric, value) -> {
                SummaryStatistics s = observed.get(metric);
                double error = s.getStandardDeviation() / Math.sqrt(s.getN());
                // A change of entropy is a difference of two entropies, each that far off.
                double limit = LIMIT * (metric.equals("entropy change") ? 1 : Math.abs(value));
                assertThat(s.getMean() - value)
                        .as("%s of %s: %s against %s", metric, strategy, s.getMean(), value)
                        .isBetween(-4 * error - limit, 4 * error + limit);
            });
        }
        // The forms tell the strategies apart: those of one do not describe the other.
        double wrong = mean(base, encodings.get("yarn_nofactor"), context, LargeRows::kl);
        SummaryStatistics kl = all.get("yarn").get("kl");
        assertThat(kl.getMean() - wrong)
                .isGreaterThan(4 * kl.getStandardDeviation() / Math.sqrt(DRAWS) + LIMIT * wrong);
    }

    private static double mean(
            PositionEncoding base, PositionEncoding encoding, RopeContext context, ToDoubleFunction<ScoreTerms> form) {
        return DistanceMeans.of(base, encoding, context, form).mean(0, TOKENS);
    }
}
