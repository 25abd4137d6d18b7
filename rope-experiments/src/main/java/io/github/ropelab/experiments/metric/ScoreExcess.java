package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.layer.KeyRuns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Largest |score| of the strategy at distances beyond the trained length against the largest within it. A longer window
 * has a larger maximum by chance; ratios of windows of equal length stand beside the others.
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
                    + "of the same ratio per row m ≥ trained; _equal_length: beyond is trained ≤ m-n < 2·trained, per row of rows "
                    + "m ≥ 2·trained - 1, which have both windows whole; max_within and max_beyond in logits; all rows",
            "own definition after Chen et al. 2023, arXiv 2306.15595, figure 2",
            List.of(),
            Optional.of(new Observations(
                    "rows",
                    "medians and 95th percentiles by sectioning; none for extremes",
                    "the keys that the strategy's side sees")));

    private static final String NOT_REACHED = "no distance reaches the trained length";
    private static final String TOO_SHORT = "no row holds distances up to twice the trained length";
    private static final String ZERO = "all scores within the trained length are 0";
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

    /** Ratios of rows, in order. */
    private static final class RowRatios {
        private final double[] values;
        private int size;
        private int leftOut;

        private final String whyNone;

        RowRatios(int most, String whyNone) {
            this.values = new double[most];
            this.whyNone = whyNone;
        }

        void add(double beyond, double within) {
            if (within == 0) {
                leftOut++;
            } else {
                values[size++] = beyond / within;
            }
        }

        Measurement quantile(String statistic, Bucket bucket, double percent) {
            if (size == 0) {
                return Measurement.undefined(statistic, bucket, leftOut == 0 ? whyNone : ZERO);
            }
            double[] ratios = Arrays.copyOf(values, size);
            Measurement quantile = Measurement.estimate(
                    statistic,
                    bucket,
                    Sectioning.quantile(ratios, percent),
                    Sectioning.standardError(ratios, percent),
                    size);
            return leftOut == 0 ? quantile : quantile.leavingOut(leftOut + " rows left out: " + ZERO);
        }
    }

    private static final class Extremes implements Observer {
        private final CellShape shape;
        private final RowRatios rows;
        private final RowRatios equalRows;
        private double within;
        private double beyond;
        private double next;

        Extremes(CellShape shape) {
            this.shape = shape;
            this.rows = new RowRatios(shape.current(), NOT_REACHED);
            this.equalRows = new RowRatios(shape.current(), TOO_SHORT);
        }

        @Override
        public void observe(AttentionRow reference, AttentionRow candidate) {
            int row = candidate.query();
            int trained = shape.trained();
            KeyRuns visible = candidate.visible();
            int firstWithin = Math.max(0, row - trained + 1);
            int firstNext = (int) Math.max(0, row - 2L * trained + 1);
            KeyRuns keysBeyond = visible.and(KeyRuns.of(0, firstWithin));
            double rowNext = largest(candidate.scores(), visible.and(KeyRuns.of(firstNext, firstWithin)));
            double rowBeyond = Math.max(rowNext, largest(candidate.scores(), visible.and(KeyRuns.of(0, firstNext))));
            double rowWithin = largest(candidate.scores(), visible.and(KeyRuns.of(firstWithin, row + 1)));
            within = Math.max(within, rowWithin);
            beyond = Math.max(beyond, rowBeyond);
            next = Math.max(next, rowNext);
            if (keysBeyond.count() > 0) {
                rows.add(rowBeyond, rowWithin);
                if (row >= 2L * trained - 1) {
                    equalRows.add(rowNext, rowWithin);
                }
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
            long reaching = (long) rows.size + rows.leftOut;
            return List.of(
                    Measurement.of("max_within", bucket, within, shape.current()),
                    reaching == 0
                            ? Measurement.undefined("max_beyond", bucket, NOT_REACHED)
                            : Measurement.of("max_beyond", bucket, beyond, reaching),
                    ratio("ratio", bucket, beyond, reaching == 0 ? NOT_REACHED : "", reaching),
                    rows.quantile("row_median", bucket, MEDIAN),
                    rows.quantile("row_p95", bucket, P95),
                    ratio(
                            "ratio_equal_length",
                            bucket,
                            next,
                            equalRows.size + equalRows.leftOut == 0 ? TOO_SHORT : "",
                            reaching),
                    equalRows.quantile("row_median_equal_length", bucket, MEDIAN),
                    equalRows.quantile("row_p95_equal_length", bucket, P95));
        }

        private Measurement ratio(String statistic, Bucket bucket, double largest, String undefined, long n) {
            String reason = undefined.isEmpty() && within == 0 ? ZERO : undefined;
            return reason.isEmpty()
                    ? Measurement.of(statistic, bucket, largest / within, n)
                    : Measurement.undefined(statistic, bucket, reason);
        }
    }
}
