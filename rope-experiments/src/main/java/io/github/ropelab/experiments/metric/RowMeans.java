package io.github.ropelab.experiments.metric;

import java.util.ArrayList;
import java.util.List;

/** Means of per-row values over the row buckets and over all rows of a cell. */
final class RowMeans implements RowMetric.Observer {
    /** The values of a pair of rows, one per statistic. */
    interface RowValues {
        double[] of(AttentionRow reference, AttentionRow candidate);
    }

    private final List<Bucket> buckets;
    private final List<String> statistics;
    private final RowValues values;
    private final Sums sums;
    private int current;

    RowMeans(CellShape shape, List<String> statistics, RowValues values) {
        this.buckets = new ArrayList<>(shape.rowBuckets());
        this.buckets.add(shape.allRows());
        this.statistics = statistics;
        this.values = values;
        this.sums = new Sums(buckets.size() * statistics.size());
    }

    /** Rows come in order; those before the first bucket are left out. */
    @Override
    public void observe(AttentionRow reference, AttentionRow candidate) {
        int row = reference.query();
        while (current < buckets.size() - 1 && row >= buckets.get(current).to()) {
            current++;
        }
        if (row < buckets.get(0).from() || current == buckets.size() - 1) {
            return;
        }
        double[] ofRow = values.of(reference, candidate);
        for (int s = 0; s < statistics.size(); s++) {
            sums.add(s * buckets.size() + current, ofRow[s]);
            sums.add(s * buckets.size() + buckets.size() - 1, ofRow[s]);
        }
    }

    /** The means; buckets without a row are undefined. */
    @Override
    public List<Measurement> finish() {
        List<Measurement> measurements = new ArrayList<>();
        for (int s = 0; s < statistics.size(); s++) {
            for (int b = 0; b < buckets.size(); b++) {
                int at = s * buckets.size() + b;
                measurements.add(
                        sums.count(at) == 0
                                ? Measurement.undefined(statistics.get(s), buckets.get(b), "no row in this range")
                                : Measurement.of(statistics.get(s), buckets.get(b), sums.mean(at), sums.count(at)));
            }
        }
        return measurements;
    }
}
