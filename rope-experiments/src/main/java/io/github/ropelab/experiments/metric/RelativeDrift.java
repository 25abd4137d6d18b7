package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.layer.KeyRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Root mean square of the score change against the standard deviation of the reference's scores at the same distances: how
 * much of what a score says is gone. Two scores that have nothing to do with each other give √2.
 *
 * @param buckets resolution of the distance axis; absent: octaves
 */
public record RelativeDrift(Optional<String> buckets) implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "relative-drift",
            1,
            "Relative score drift",
            "ratio",
            MetricType.Direction.LOWER_IS_CLOSER,
            "ratio = √ mean Δ² / std(s_reference) over the cells of a distance bucket, all rows, Δ as in score-drift; std about the "
                    + "bucket's mean, with divisor n; not defined where the reference's scores are all equal",
            "own definition",
            List.of(DistanceBuckets.PARAMETER),
            Optional.of(new Observations(
                    "query-key cells",
                    "batch means of the rows' sums, by the delta method",
                    "the keys that both sides see")));

    /** Checks the resolution. */
    public RelativeDrift {
        DistanceBuckets.check(buckets);
    }

    static RelativeDrift from(Params params) {
        return new RelativeDrift(DistanceBuckets.read(params));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new Ratios(DistanceBuckets.of(buckets, shape.current()), shape.current());
    }

    private static final class Ratios implements Observer {
        private static final int CHANGE = 0;
        private static final int SCORE = 1;
        private static final int SCORE_SQUARE = 2;

        private final List<Bucket> distances;
        /** The first score of each bucket: sums of squares are taken about it, so that they do not cancel. */
        private final double[] origin;

        private final Sums sums;
        private final BatchMeans batches;
        private final double[] part = new double[3];

        Ratios(List<Bucket> distances, int current) {
            this.distances = distances;
            this.origin = new double[distances.size()];
            Arrays.fill(origin, Double.NaN);
            this.sums = new Sums(3 * distances.size());
            int[] end = new int[distances.size()];
            Arrays.fill(end, current);
            this.batches =
                    new BatchMeans(distances.stream().mapToInt(Bucket::from).toArray(), end, 3);
        }

        @Override
        public void observe(AttentionRow reference, AttentionRow candidate) {
            KeyRuns shared = reference.visible().and(candidate.visible());
            int row = reference.query();
            for (int b = 0; b < distances.size() && distances.get(b).from() <= row; b++) {
                Bucket bucket = distances.get(b);
                for (int run = 0; run < shared.count(); run++) {
                    int from = Math.max(shared.from(run), row - bucket.to() + 1);
                    int to = Math.min(shared.to(run), row - bucket.from() + 1);
                    if (from < to) {
                        add(b, row, reference.scores(), candidate.scores(), from, to);
                    }
                }
            }
        }

        private void add(int bucket, int row, double[] before, double[] after, int from, int to) {
            if (Double.isNaN(origin[bucket])) {
                origin[bucket] = before[from];
            }
            double changes = 0;
            double scores = 0;
            double squares = 0;
            for (int n = from; n < to; n++) {
                double change = after[n] - before[n];
                double score = before[n] - origin[bucket];
                changes += change * change;
                scores += score;
                squares += score * score;
            }
            part[CHANGE] = changes;
            part[SCORE] = scores;
            part[SCORE_SQUARE] = squares;
            for (int s = 0; s < 3; s++) {
                sums.add(3 * bucket + s, part[s], to - from);
            }
            batches.add(bucket, row, part, to - from);
        }

        @Override
        public List<Measurement> finish() {
            List<Measurement> measurements = new ArrayList<>();
            for (int b = 0; b < distances.size(); b++) {
                measurements.add(ratio(distances.get(b), b));
            }
            return measurements;
        }

        private Measurement ratio(Bucket bucket, int b) {
            long n = sums.count(3 * b);
            if (n == 0) {
                return Measurement.undefined("ratio", bucket, "no key is seen at these distances");
            }
            double change = sums.mean(3 * b + CHANGE);
            double score = sums.mean(3 * b + SCORE);
            double variance = sums.mean(3 * b + SCORE_SQUARE) - score * score;
            if (variance <= 0) {
                return Measurement.undefined("ratio", bucket, "the reference's scores are all equal");
            }
            double ratio = Math.sqrt(change / variance);
            double byVariance = -ratio / (2 * variance);
            double byChange = ratio == 0 ? 0 : 1 / (2 * ratio * variance);
            OptionalDouble error = batches.standardError(b, byChange, -2 * score * byVariance, byVariance);
            return Measurement.estimate("ratio", bucket, ratio, error, n);
        }
    }
}
