package io.github.ropelab.experiments.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Means of per-row values over the row buckets and over all rows of a cell, with standard errors from {@link
 * BatchMeans}. Rows that do not define a statistic are left out of its means; the note of the value counts them. A mean with
 * an infinite row is undefined.
 */
final class RowMeans implements RowMetric.Observer {
    /** Sets the values of a pair of rows; what it does not set is left out. */
    interface OfRow {
        void of(AttentionRow reference, AttentionRow candidate, RowValues values);
    }

    private final List<Bucket> buckets;
    private final List<String> statistics;
    private final OfRow ofRow;
    private final String why;
    private final RowValues values;
    private final Sums sums;
    private final BatchMeans batches;
    private final long[] leftOut;
    private final long[] infinite;
    private final double[] added = new double[1];
    private int current;

    /** Of a metric that every row defines. */
    RowMeans(CellShape shape, List<String> statistics, OfRow ofRow) {
        this(shape, statistics, "not defined", ofRow);
    }

    /**
     * @param shape of the cell
     * @param statistics their names
     * @param why a row may not define a statistic, or be infinite
     * @param ofRow gives the values
     */
    RowMeans(CellShape shape, List<String> statistics, String why, OfRow ofRow) {
        this.buckets = new ArrayList<>(shape.rowBuckets());
        this.buckets.add(shape.allRows());
        this.statistics = statistics;
        this.ofRow = ofRow;
        this.why = why;
        this.values = new RowValues(statistics.size());
        int groups = buckets.size() * statistics.size();
        this.sums = new Sums(groups);
        this.leftOut = new long[groups];
        this.infinite = new long[groups];
        int[] from = new int[groups];
        int[] to = new int[groups];
        for (int g = 0; g < groups; g++) {
            from[g] = buckets.get(g % buckets.size()).from();
            to[g] = buckets.get(g % buckets.size()).to();
        }
        this.batches = new BatchMeans(from, to, 1);
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
        values.clear();
        ofRow.of(reference, candidate, values);
        for (int s = 0; s < statistics.size(); s++) {
            add(s, current, row);
            add(s, buckets.size() - 1, row);
        }
    }

    private void add(int statistic, int bucket, int row) {
        int group = statistic * buckets.size() + bucket;
        if (values.infinite(statistic)) {
            infinite[group]++;
            return;
        }
        if (!values.defined(statistic)) {
            leftOut[group]++;
            return;
        }
        added[0] = values.value(statistic);
        sums.add(group, added[0]);
        batches.add(group, row, added, 1);
    }

    /** The means; buckets without a row are undefined. */
    @Override
    public List<Measurement> finish() {
        List<Measurement> measurements = new ArrayList<>();
        for (int s = 0; s < statistics.size(); s++) {
            for (int b = 0; b < buckets.size(); b++) {
                measurements.add(mean(statistics.get(s), buckets.get(b), s * buckets.size() + b));
            }
        }
        return measurements;
    }

    private Measurement mean(String statistic, Bucket bucket, int group) {
        if (infinite[group] > 0) {
            return Measurement.undefined(statistic, bucket, "infinite in " + infinite[group] + " rows: " + why);
        }
        if (sums.count(group) == 0) {
            return Measurement.undefined(statistic, bucket, leftOut[group] == 0 ? "no row in this range" : why);
        }
        Measurement mean = Measurement.estimate(
                statistic, bucket, sums.mean(group), batches.standardError(group, 1), sums.count(group));
        return leftOut[group] == 0 ? mean : mean.leavingOut(leftOut[group] + " rows left out: " + why);
    }
}
