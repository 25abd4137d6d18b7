package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.drift.RowValue;
import java.util.ArrayList;
import java.util.List;

/** Means of the engine's row values with their standard errors, as {@link RowMeans} takes them of rows in double. */
final class FloatRows {
    /** A statistic of a row of the sample. */
    interface Value {
        double of(int i);
    }

    private final RowSample sample;
    private final CellShape shape;
    private final List<Measurement> measurements = new ArrayList<>();

    FloatRows(HeadDrift drift, CellShape shape) {
        this.sample = drift.sample();
        this.shape = shape;
    }

    /** The statistics reference, strategy and change of a value that both have. */
    static List<Measurement> ofBoth(HeadDrift drift, int strategy, RowValue value, CellShape shape) {
        return new FloatRows(drift, shape)
                .mean("reference", i -> drift.reference(value, i))
                .mean("strategy", i -> drift.strategy(strategy, value, i))
                .mean("change", i -> (double) drift.strategy(strategy, value, i) - drift.reference(value, i))
                .measurements();
    }

    FloatRows mean(String statistic, Value value) {
        List<Bucket> buckets = new ArrayList<>(shape.rowBuckets());
        buckets.add(shape.allRows());
        for (Bucket bucket : buckets) {
            Sums sums = new Sums(1);
            BatchMeans batches = BatchMeans.of(List.of(bucket), 1);
            double[] added = new double[1];
            for (int i = 0; i < sample.size(); i++) {
                if (bucket.contains(sample.row(i))) {
                    added[0] = value.of(i);
                    sums.add(0, added[0]);
                    batches.add(0, sample.row(i), added, 1);
                }
            }
            measurements.add(
                    sums.count(0) == 0
                            ? Measurement.undefined(statistic, bucket, "no row in this range")
                            : Measurement.estimate(
                                    statistic, bucket, sums.mean(0), batches.standardError(0, 1), sums.count(0)));
        }
        return this;
    }

    List<Measurement> measurements() {
        return measurements;
    }
}
