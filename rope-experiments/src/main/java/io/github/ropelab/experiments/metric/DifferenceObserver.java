package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.layer.KeyRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Mean, mean absolute and root-mean-square of per-cell differences, over distance buckets (all rows) and over row
 * buckets (rows from the first on; every cell counts once). Standard errors are those of {@link BatchMeans}, of the root
 * mean square by the delta method.
 */
final class DifferenceObserver implements RowMetric.Observer {
    /** Fills the differences of a row, one per key. */
    interface Difference {
        void fill(AttentionRow reference, AttentionRow candidate, KeyRuns shared, double[] differences);
    }

    /** Scores of the candidate minus those of the reference, of the keys that both see. */
    static void subtract(AttentionRow reference, AttentionRow candidate, KeyRuns shared, double[] differences) {
        double[] a = reference.scores();
        double[] b = candidate.scores();
        for (int run = 0; run < shared.count(); run++) {
            for (int n = shared.from(run); n < shared.to(run); n++) {
                differences[n] = b[n] - a[n];
            }
        }
    }

    private static final int ABS = 0;
    private static final int SQUARE = 1;
    private static final int MEAN = 2;

    private final Difference difference;
    private final double[] differences;
    private final List<Bucket> distances;
    private final List<Bucket> rows;
    private final Sums[] byDistance = new Sums[3];
    private final Sums[] byRow = new Sums[3];
    private final BatchMeans distanceBatches;
    private final BatchMeans rowBatches;
    private final double[] part = new double[3];
    private final double[] ofRow = new double[3];

    DifferenceObserver(CellShape shape, Difference difference) {
        this.difference = difference;
        this.differences = new double[shape.current()];
        this.distances = shape.distanceBuckets();
        this.rows = new ArrayList<>(shape.rowBuckets());
        rows.add(shape.allRows());
        for (int s = 0; s < 3; s++) {
            byDistance[s] = new Sums(shape.current());
            byRow[s] = new Sums(shape.current());
        }
        int[] reached = distances.stream().mapToInt(Bucket::from).toArray();
        int[] end = distances.stream().mapToInt(bucket -> shape.current()).toArray();
        this.distanceBatches = new BatchMeans(reached, end, 3);
        this.rowBatches = new BatchMeans(
                rows.stream().mapToInt(Bucket::from).toArray(),
                rows.stream().mapToInt(Bucket::to).toArray(),
                3);
    }

    @Override
    public void observe(AttentionRow reference, AttentionRow candidate) {
        int row = reference.query();
        KeyRuns shared = reference.visible().and(candidate.visible());
        difference.fill(reference, candidate, shared, differences);
        for (int run = 0; run < shared.count(); run++) {
            for (int key = shared.from(run); key < shared.to(run); key++) {
                double d = differences[key];
                byDistance[ABS].add(row - key, Math.abs(d));
                byDistance[SQUARE].add(row - key, d * d);
                byDistance[MEAN].add(row - key, d);
            }
        }
        ofRow[ABS] = 0;
        ofRow[SQUARE] = 0;
        ofRow[MEAN] = 0;
        for (int b = distances.size() - 1; b >= 0; b--) {
            Bucket bucket = distances.get(b);
            for (int run = 0; run < shared.count(); run++) {
                int from = Math.max(shared.from(run), row - bucket.to() + 1);
                int to = Math.min(shared.to(run), row - bucket.from() + 1);
                if (from < to) {
                    addPart(from, to);
                    distanceBatches.add(b, row, part, to - from);
                }
            }
        }
        int keys = shared.keys();
        for (int s = 0; s < 3; s++) {
            byRow[s].add(row, ofRow[s], keys);
        }
        for (int b = 0; b < rows.size(); b++) {
            if (row >= rows.get(b).from() && row < rows.get(b).to()) {
                rowBatches.add(b, row, ofRow, keys);
            }
        }
    }

    /** Sums of the keys [from, to) by themselves, and added to the row's, whose order is that of the keys. */
    private void addPart(int from, int to) {
        double rowAbs = ofRow[ABS];
        double rowSquare = ofRow[SQUARE];
        double rowSum = ofRow[MEAN];
        double abs = 0;
        double square = 0;
        double sum = 0;
        for (int key = from; key < to; key++) {
            double d = differences[key];
            rowAbs += Math.abs(d);
            rowSquare += d * d;
            rowSum += d;
            abs += Math.abs(d);
            square += d * d;
            sum += d;
        }
        ofRow[ABS] = rowAbs;
        ofRow[SQUARE] = rowSquare;
        ofRow[MEAN] = rowSum;
        part[ABS] = abs;
        part[SQUARE] = square;
        part[MEAN] = sum;
    }

    @Override
    public List<Measurement> finish() {
        List<Measurement> measurements = new ArrayList<>();
        for (int b = 0; b < distances.size(); b++) {
            add(measurements, distances.get(b), byDistance, distanceBatches, b);
        }
        for (int b = 0; b < rows.size(); b++) {
            add(measurements, rows.get(b), byRow, rowBatches, b);
        }
        return measurements;
    }

    private static void add(List<Measurement> measurements, Bucket bucket, Sums[] sums, BatchMeans batches, int group) {
        Sums total = new Sums(3);
        for (int s = 0; s < 3; s++) {
            total.addAll(s, sums[s], bucket.from(), bucket.to());
        }
        long n = total.count(ABS);
        if (n == 0) {
            for (String statistic : new String[] {"mean_abs", "rms", "mean"}) {
                measurements.add(Measurement.undefined(
                        statistic,
                        bucket,
                        bucket.axis() == Bucket.Axis.DISTANCE
                                ? "no key is seen at these distances"
                                : "no row in this range"));
            }
            return;
        }
        double rms = Math.sqrt(total.mean(SQUARE));
        OptionalDouble rmsError =
                rms == 0 ? batches.standardError(group, 1, 0, 0) : batches.standardError(group, 0, 1 / (2 * rms), 0);
        measurements.add(
                Measurement.estimate("mean_abs", bucket, total.mean(ABS), batches.standardError(group, 1, 0, 0), n));
        measurements.add(Measurement.estimate("rms", bucket, rms, rmsError, n));
        measurements.add(
                Measurement.estimate("mean", bucket, total.mean(MEAN), batches.standardError(group, 0, 0, 1), n));
    }
}
