package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.layer.KeyRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quantiles of the strategy's scores over the cells within and beyond the trained length, from counts in bins of equal
 * width. Counts are whole numbers, so their order does not matter. The reference's own are those of a strategy equal to it.
 *
 * @param limit the bins cover the scores from -limit to limit, logits
 * @param bins per logit
 */
public record ScoreDistribution(int limit, int bins) implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "score-distribution",
            1,
            "Quantiles of the scores",
            "logit",
            MetricType.Direction.DESCRIPTIVE,
            "score below which p % of the strategy's scores lie, p = 1, 5, 10, 15, ..., 95, 99: within over cells with m-n < "
                    + "trained, beyond over those with m-n ≥ trained, all rows; from counts in bins of 1/bins logits, linear inside of a "
                    + "bin, so that the error is below its width; scores outside of ±limit are counted, and a quantile among them is not "
                    + "defined; within_median and beyond_median: the same for p = 50",
            "own definition",
            List.of(
                    ParameterDoc.of("limit", "64", "from 1 to 1024", "largest |score| that has a bin, logits", 64, 8),
                    ParameterDoc.of("bins", "32", "from 1 to 1024", "bins per logit", 32, 2)),
            Optional.of(new Observations(
                    "scores of the cells",
                    "none: the scores of a row share its query, and those of a key the key, so they are no independent draws",
                    "the keys that the strategy's side sees")));

    private static final int LIMIT = 64;
    private static final int BINS = 32;
    private static final int MOST = 1024;
    private static final int MEDIAN = 50;
    private static final String NOT_REACHED = "no distance reaches the trained length";

    /** Checks the bins. */
    public ScoreDistribution {
        InvalidParameter.require(limit >= 1 && limit <= MOST, "limit", limit, "be from 1 to " + MOST);
        InvalidParameter.require(bins >= 1 && bins <= MOST, "bins", bins, "be from 1 to " + MOST);
    }

    static ScoreDistribution from(Params params) {
        return new ScoreDistribution(params.integer("limit", LIMIT), params.integer("bins", BINS));
    }

    /** The percents of the quantiles. */
    static List<Integer> percents() {
        List<Integer> percents = new ArrayList<>(List.of(1));
        for (int p = 5; p < 100; p += 5) {
            percents.add(p);
        }
        percents.add(99);
        return percents;
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new Counts(shape);
    }

    private final class Counts implements Observer {
        private final CellShape shape;
        private final Histogram within = new Histogram(limit, bins);
        private final Histogram beyond = new Histogram(limit, bins);

        Counts(CellShape shape) {
            this.shape = shape;
        }

        @Override
        public void observe(AttentionRow reference, AttentionRow candidate) {
            int firstWithin = Math.max(0, candidate.query() - shape.trained() + 1);
            KeyRuns visible = candidate.visible();
            for (int run = 0; run < visible.count(); run++) {
                int from = visible.from(run);
                int to = visible.to(run);
                beyond.add(candidate.scores(), from, Math.min(to, firstWithin));
                within.add(candidate.scores(), Math.max(from, firstWithin), to);
            }
        }

        @Override
        public List<Measurement> finish() {
            List<Measurement> measurements = new ArrayList<>();
            Bucket all = new Bucket(Bucket.Axis.ALL, 0, shape.current());
            measurements.add(quantile("within_median", all, within, MEDIAN));
            measurements.add(quantile("beyond_median", all, beyond, MEDIAN));
            for (int p : percents()) {
                Bucket percent = new Bucket(Bucket.Axis.PERCENT, p, p + 1);
                measurements.add(quantile("within", percent, within, p));
                measurements.add(quantile("beyond", percent, beyond, p));
            }
            return measurements;
        }

        private Measurement quantile(String statistic, Bucket bucket, Histogram scores, int percent) {
            long n = scores.count();
            if (n == 0) {
                return Measurement.undefined(statistic, bucket, NOT_REACHED);
            }
            String outside = scores.outside() + " of " + n + " scores lie outside of ±" + limit;
            double value = scores.quantile(percent / 100.0);
            if (Double.isInfinite(value)) {
                return Measurement.undefined(statistic, bucket, outside + ", this quantile among them");
            }
            Measurement quantile = Measurement.of(statistic, bucket, value, n);
            return scores.outside() == 0 ? quantile : quantile.leavingOut(outside);
        }
    }
}
