package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.drift.RowValue;
import java.util.ArrayList;
import java.util.List;

/** Means of the engine's row values, as {@link RowMeans} takes them of rows in double. */
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
            for (int i = 0; i < sample.size(); i++) {
                if (sample.row(i) >= bucket.from() && sample.row(i) < bucket.to()) {
                    sums.add(0, value.of(i));
                }
            }
            measurements.add(
                    sums.count(0) == 0
                            ? Measurement.undefined(statistic, bucket, "no row in this range")
                            : Measurement.of(statistic, bucket, sums.mean(0), sums.count(0)));
        }
        return this;
    }

    List<Measurement> measurements() {
        return measurements;
    }
}
