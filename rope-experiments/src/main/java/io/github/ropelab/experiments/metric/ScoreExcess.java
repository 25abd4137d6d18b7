package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.layer.KeyRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Largest |score| of the strategy at distances beyond the trained length against the largest within it. A longer window
 * has a larger maximum by chance; the fair comparison is at a current length of twice the trained one.
 */
public record ScoreExcess() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "score-excess",
            1,
            "Largest |score| beyond against within the trained length",
            "ratio",
            MetricType.Direction.DESCRIPTIVE,
            "ratio = max over cells with m-n ≥ trained of |s| / max over cells with m-n < trained of |s|; row_median and row_p95 "
                    + "of the same ratio per row m ≥ trained; max_within and max_beyond in logits; all rows",
            "own definition after Chen et al. 2023, arXiv 2306.15595, figure 2",
            List.of(),
            Optional.of(new Observations(
                    "rows",
                    "row_median and row_p95 by sectioning; none for extremes",
                    "the keys that the strategy's side sees")));

    private static final double MEDIAN = 50;
    private static final double P95 = 95;

    static ScoreExcess from(Params params) {
        return new ScoreExcess();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new Extremes(shape);
    }

    private static final class Extremes implements Observer {
        private final CellShape shape;
        private final double[] ratios;
        private double within;
        private double beyond;

        Extremes(CellShape shape) {
            this.shape = shape;
            this.ratios = new double[seesBeyond(shape) ? shape.current() - shape.trained() : 0];
        }

        /** Whether any row of the strategy sees a key beyond the trained length. */
        private static boolean seesBeyond(CellShape shape) {
            return shape.current() > shape.trained()
                    && shape.keys().strategy(shape.trained()).sees(shape.trained(), 0);
        }

        @Override
        public void observe(AttentionRow reference, AttentionRow candidate) {
            int row = candidate.query();
            KeyRuns visible = candidate.visible();
            int firstWithin = Math.max(0, row - shape.trained() + 1);
            double rowBeyond = largest(candidate.scores(), visible.and(KeyRuns.of(0, firstWithin)));
            double rowWithin = largest(candidate.scores(), visible.and(KeyRuns.of(firstWithin, row + 1)));
            within = Math.max(within, rowWithin);
            beyond = Math.max(beyond, rowBeyond);
            if (row >= shape.trained() && ratios.length > 0) {
                ratios[row - shape.trained()] = rowBeyond / rowWithin;
            }
        }

        private static double largest(double[] scores, KeyRuns keys) {
            double largest = 0;
            for (int run = 0; run < keys.count(); run++) {
                for (int n = keys.from(run); n < keys.to(run); n++) {
                    largest = Math.max(largest, Math.abs(scores[n]));
                }
            }
            return largest;
        }

        @Override
        public List<Measurement> finish() {
            Bucket bucket = new Bucket(Bucket.Axis.ALL, 0, shape.current());
            List<Measurement> measurements = new ArrayList<>();
            measurements.add(Measurement.of("max_within", bucket, within, shape.current()));
            if (ratios.length == 0) {
                for (String statistic : List.of("max_beyond", "ratio", "row_median", "row_p95")) {
                    measurements.add(
                            Measurement.undefined(statistic, bucket, "no distance reaches the trained length"));
                }
                return measurements;
            }
            measurements.add(Measurement.of("max_beyond", bucket, beyond, ratios.length));
            measurements.add(Measurement.of("ratio", bucket, beyond / within, ratios.length));
            measurements.add(quantile("row_median", bucket, MEDIAN));
            measurements.add(quantile("row_p95", bucket, P95));
            return measurements;
        }

        private Measurement quantile(String statistic, Bucket bucket, double percent) {
            return Measurement.estimate(
                    statistic,
                    bucket,
                    Sectioning.quantile(ratios, percent),
                    Sectioning.standardError(ratios, percent),
                    ratios.length);
        }
    }
}
