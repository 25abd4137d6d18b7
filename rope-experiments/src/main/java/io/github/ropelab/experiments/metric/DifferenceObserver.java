package io.github.ropelab.experiments.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Mean, mean absolute and root-mean-square of per-cell differences, over distance buckets (all rows) and over row
 * buckets (rows from the first on; every cell counts once).
 */
final class DifferenceObserver implements RowMetric.Observer {
    /** Fills the differences of a row, one per key. */
    interface Difference {
        void fill(AttentionRow reference, AttentionRow candidate, double[] differences);
    }

    private static final int ABS = 0;
    private static final int SQUARE = 1;
    private static final int MEAN = 2;

    private final CellShape shape;
    private final Difference difference;
    private final double[] differences;
    private final Sums[] byDistance = new Sums[3];
    private final Sums[] byRow = new Sums[3];

    DifferenceObserver(CellShape shape, Difference difference) {
        this.shape = shape;
        this.difference = difference;
        this.differences = new double[shape.current()];
        for (int s = 0; s < 3; s++) {
            byDistance[s] = new Sums(shape.current());
            byRow[s] = new Sums(shape.current());
        }
    }

    @Override
    public void observe(AttentionRow reference, AttentionRow candidate) {
        difference.fill(reference, candidate, differences);
        int row = reference.query();
        for (int key = 0; key <= row; key++) {
            double d = differences[key];
            byDistance[ABS].add(row - key, Math.abs(d));
            byDistance[SQUARE].add(row - key, d * d);
            byDistance[MEAN].add(row - key, d);
        }
        double abs = 0;
        double square = 0;
        double sum = 0;
        for (int key = 0; key <= row; key++) {
            double d = differences[key];
            abs += Math.abs(d);
            square += d * d;
            sum += d;
        }
        byRow[ABS].add(row, abs, row + 1);
        byRow[SQUARE].add(row, square, row + 1);
        byRow[MEAN].add(row, sum, row + 1);
    }

    @Override
    public List<Measurement> finish() {
        List<Measurement> measurements = new ArrayList<>();
        shape.distanceBuckets().forEach(bucket -> add(measurements, bucket, byDistance));
        shape.rowBuckets().forEach(bucket -> add(measurements, bucket, byRow));
        add(measurements, shape.allRows(), byRow);
        return measurements;
    }

    private static void add(List<Measurement> measurements, Bucket bucket, Sums[] sums) {
        Sums total = new Sums(3);
        for (int s = 0; s < 3; s++) {
            total.addAll(s, sums[s], bucket.from(), bucket.to());
        }
        long n = total.count(ABS);
        if (n == 0) {
            for (String statistic : new String[] {"mean_abs", "rms", "mean"}) {
                measurements.add(Measurement.undefined(statistic, bucket, "no row in this range"));
            }
            return;
        }
        measurements.add(Measurement.of("mean_abs", bucket, total.mean(ABS), n));
        measurements.add(Measurement.of("rms", bucket, Math.sqrt(total.mean(SQUARE)), n));
        measurements.add(Measurement.of("mean", bucket, total.mean(MEAN), n));
    }
}
