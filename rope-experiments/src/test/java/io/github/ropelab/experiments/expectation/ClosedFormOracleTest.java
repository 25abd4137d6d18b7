package io.github.ropelab.experiments.expectation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.Tolerance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The closed forms against the same formulas in NumPy, evaluated there with other quadratures. */
class ClosedFormOracleTest {
    /** The tables print all digits of double results. */
    private static final Tolerance NUMPY = new Tolerance("NumPy in double", 1e-9, 1e-12);

    private static Table table(String name) {
        return Table.read().csv(DataFolder.oracle("metrics/" + name + ".csv").toFile());
    }

    private static OptionalDouble driftForm(String quantity, ScoreTerms terms) {
        double rho = quantity.contains("_rho") ? Double.parseDouble(quantity.replaceAll(".*_rho", "")) : 0;
        CorrelatedScores correlated = new CorrelatedScores(rho);
        return switch (quantity.replaceAll("_rho.*", "")) {
            case "var_score" -> {
                if (rho == 0) {
                    NUMPY.check(
                            "ρ = 0", IndependentScores.referenceVariance(terms), correlated.referenceVariance(terms));
                }
                yield OptionalDouble.of(correlated.referenceVariance(terms));
            }
            case "mean_sq_drift" -> {
                if (rho == 0) {
                    NUMPY.check(
                            "ρ = 0",
                            IndependentScores.meanSquareDifference(terms),
                            correlated.meanSquareDifference(terms));
                }
                yield OptionalDouble.of(correlated.meanSquareDifference(terms));
            }
            case "mean_score" -> OptionalDouble.of(correlated.referenceMean(terms));
            case "excess_kurtosis" -> OptionalDouble.of(IndependentScores.referenceExcessKurtosis(terms));
            case "score_correlation" -> OptionalDouble.of(IndependentScores.correlation(terms));
            case "mean_abs_drift_exact" -> OptionalDouble.of(MeanAbsoluteDifference.exact(terms));
            case "mean_abs_gauss_approx" -> OptionalDouble.of(MeanAbsoluteDifference.gaussianRule(terms));
            case "mean_abs_edgeworth" -> OptionalDouble.of(MeanAbsoluteDifference.edgeworth(terms));
            default -> OptionalDouble.empty();
        };
    }

    @Test
    void momentsOfScoresAndOfTheirDifferences() {
        Table table = table("drift_closed_forms");
        RopeContext context = ExpectationCases.context(128, 8192);
        Map<String, PositionEncoding> encodings = ExpectationCases.encodings(context);
        for (int r = 0; r < table.rowCount(); r++) {
            Row row = table.row(r);
            String quantity = row.getString("quantity");
            ScoreTerms terms = ScoreTerms.of(
                    encodings.get("base"),
                    encodings.get(row.getString("strategy")),
                    context,
                    row.getInt("distance"),
                    0);
            double expected = row.getDouble("closed_form");
            double actual = driftForm(quantity, terms).orElseThrow();
            NUMPY.check(quantity + " " + row.getInt("distance") + " " + row.getString("strategy"), actual, expected);
        }
        assertThat(table.rowCount()).isEqualTo(163);
    }

    /** Jensen-Shannon and overlap stand in the table as means over 257 of the 2048 distances, evenly spaced. */
    private static int[] distances(String metric, int keys) {
        boolean sampled = metric.equals("JS") || metric.equals("top20_overlap");
        return sampled
                ? IntStream.range(0, 257).map(i -> i * (keys - 1) / 256).toArray()
                : IntStream.range(0, keys).toArray();
    }

    private static double rowForm(String metric, ScoreTerms terms, int keys) {
        return switch (metric) {
            case "KL(base||strategy)" -> LargeRows.kl(terms);
            case "JS" -> LargeRows.jensenShannon(terms);
            case "TV" -> LargeRows.totalVariation(terms);
            case "entropy_change" -> LargeRows.entropyChange(terms);
            case "spearman" -> LargeRows.spearman(terms);
            case "top20_overlap" -> LargeRows.topOverlap(terms, 20.0 / keys);
            case "rms_drift" -> IndependentScores.meanSquareDifference(terms);
            default -> throw new IllegalArgumentException(metric);
        };
    }

    private static List<ScoreTerms> terms(RopeContext context, PositionEncoding strategy) {
        PositionEncoding base = ExpectationCases.encodings(context).get("base");
        return IntStream.range(0, context.lengths().current())
                .mapToObj(distance -> ScoreTerms.of(base, strategy, context, distance, 0))
                .toList();
    }

    @Test
    void metricsOfLargeRows() {
        Table table = table("row_metrics_closed_forms");
        RopeContext context = ExpectationCases.context(128, 2048);
        Map<String, List<ScoreTerms>> terms = new HashMap<>();
        ExpectationCases.encodings(context).forEach((name, encoding) -> terms.put(name, terms(context, encoding)));
        for (int r = 0; r < table.rowCount(); r++) {
            Row row = table.row(r);
            String metric = row.getString("metric");
            List<ScoreTerms> ofStrategy = terms.get(row.getString("strategy"));
            int keys = row.getInt("n");
            double mean = IntStream.of(distances(metric, keys))
                    .mapToDouble(distance -> rowForm(metric, ofStrategy.get(distance), keys))
                    .average()
                    .orElseThrow();
            double actual = metric.equals("rms_drift") ? Math.sqrt(mean) : mean;
            NUMPY.check(metric + " " + row.getString("strategy"), actual, row.getDouble("closed_form_large_n"));
        }
        assertThat(table.rowCount()).isEqualTo(35);
    }

    /** The expansion is blank in the table where it does not hold; it and the limit are refused outside of their range. */
    @Test
    void entropyOfASoftmax() {
        Table table = table("entropy_gaussian");
        int refused = 0;
        for (int r = 0; r < table.rowCount(); r++) {
            Row row = table.row(r);
            int n = row.getInt("n");
            double variance = row.getNumber("sigma2");
            if (variance < row.getDouble("freeze_sigma2")) {
                NUMPY.check("limit", SoftmaxEntropy.limit(n, variance), row.getDouble("ln_n_minus_half_sigma2"));
            } else {
                assertThatThrownBy(() -> SoftmaxEntropy.limit(n, variance)).isInstanceOf(InvalidParameter.class);
            }
            if (row.isMissing("with_1_over_n_term")) {
                assertThatThrownBy(() -> SoftmaxEntropy.expected(n, variance)).isInstanceOf(InvalidParameter.class);
                refused++;
            } else {
                NUMPY.check("expansion", SoftmaxEntropy.expected(n, variance), row.getDouble("with_1_over_n_term"));
            }
        }
        assertThat(refused).isEqualTo(10);
    }
}
