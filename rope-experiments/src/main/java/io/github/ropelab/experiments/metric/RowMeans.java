package io.github.ropelab.experiments.metric;

import java.util.ArrayList;
import java.util.List;

/** Means of per-row values over the row buckets and over all rows of a cell. Not thread safe. */
final class RowMeans {
    private final List<Bucket> buckets;
    private final String[] statistics;
    private final Sums sums;
    private int current;

    RowMeans(CellShape shape, String... statistics) {
        this.buckets = new ArrayList<>(shape.rowBuckets());
        this.buckets.add(shape.allRows());
        this.statistics = statistics;
        this.sums = new Sums(buckets.size() * statistics.length);
    }

    /** Adds one value per statistic for a row; rows before the first bucket are left out. Rows come in order. */
    void add(int row, double... values) {
        while (current < buckets.size() - 1 && row >= buckets.get(current).to()) {
            current++;
        }
        if (row < buckets.get(0).from() || current == buckets.size() - 1) {
            return;
        }
        for (int s = 0; s < statistics.length; s++) {
            sums.add(s * buckets.size() + current, values[s]);
            sums.add(s * buckets.size() + buckets.size() - 1, values[s]);
        }
    }

    /** The means; buckets without a row are undefined. */
    List<Measurement> finish() {
        List<Measurement> measurements = new ArrayList<>();
        for (int s = 0; s < statistics.length; s++) {
            for (int b = 0; b < buckets.size(); b++) {
                int at = s * buckets.size() + b;
                measurements.add(
                        sums.count(at) == 0
                                ? Measurement.undefined(statistics[s], buckets.get(b), "no row in this range")
                                : Measurement.of(statistics[s], buckets.get(b), sums.mean(at), sums.count(at)));
            }
        }
        return measurements;
    }
}
