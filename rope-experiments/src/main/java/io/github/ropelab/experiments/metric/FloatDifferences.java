package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.drift.RowValue;
import java.util.ArrayList;
import java.util.List;

/** The statistics of {@link DifferenceObserver} from the engine's sums: every cell counts once. */
final class FloatDifferences {
    private final HeadDrift drift;
    private final int strategy;
    private final List<Measurement> measurements = new ArrayList<>();

    private FloatDifferences(HeadDrift drift, int strategy) {
        this.drift = drift;
        this.strategy = strategy;
    }

    static List<Measurement> of(HeadDrift drift, int strategy, CellShape shape) {
        FloatDifferences differences = new FloatDifferences(drift, strategy);
        shape.distanceBuckets().forEach(differences::distances);
        shape.rowBuckets().forEach(differences::rows);
        differences.rows(shape.allRows());
        return differences.measurements;
    }

    private void distances(Bucket bucket) {
        int from = bucket.from();
        int to = bucket.to();
        add(
                bucket,
                drift.cells(from, to),
                drift.absolute(strategy, from, to),
                drift.square(strategy, from, to),
                drift.delta(strategy, from, to));
    }

    private void rows(Bucket bucket) {
        RowSample sample = drift.sample();
        Sums sums = new Sums(3);
        long cells = 0;
        for (int i = 0; i < sample.size(); i++) {
            int keys = sample.row(i) + 1;
            if (sample.row(i) >= bucket.from() && sample.row(i) < bucket.to()) {
                sums.add(0, (double) keys * drift.strategy(strategy, RowValue.ABSOLUTE, i));
                sums.add(1, (double) keys * drift.strategy(strategy, RowValue.SQUARE, i));
                sums.add(2, (double) keys * drift.strategy(strategy, RowValue.DELTA, i));
                cells += keys;
            }
        }
        add(bucket, cells, sums.total(0), sums.total(1), sums.total(2));
    }

    private void add(Bucket bucket, long cells, double absolute, double square, double delta) {
        if (cells == 0) {
            for (String statistic : List.of("mean_abs", "rms", "mean")) {
                measurements.add(Measurement.undefined(statistic, bucket, "no row in this range"));
            }
            return;
        }
        measurements.add(Measurement.of("mean_abs", bucket, absolute / cells, cells));
        measurements.add(Measurement.of("rms", bucket, Math.sqrt(square / cells), cells));
        measurements.add(Measurement.of("mean", bucket, delta / cells, cells));
    }
}
