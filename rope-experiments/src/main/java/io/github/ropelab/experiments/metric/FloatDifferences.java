package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.drift.RowValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The statistics of {@link DifferenceObserver} from the engine's sums. Standard errors: batch means over rows; by octave of
 * distance the spread of the sample's blocks; none by distance where every row was looked at. The engine keeps no largest
 * differences.
 */
final class FloatDifferences {
    private static final int ABS = 0;
    private static final int SQUARE = 1;
    private static final int MEAN = 2;
    private static final List<RowValue> MOMENTS = List.of(RowValue.ABSOLUTE, RowValue.SQUARE, RowValue.DELTA);

    private final HeadDrift drift;
    private final int strategy;
    private final List<Measurement> measurements = new ArrayList<>();

    private FloatDifferences(HeadDrift drift, int strategy) {
        this.drift = drift;
        this.strategy = strategy;
    }

    static List<Measurement> of(HeadDrift drift, int strategy, CellShape shape, Optional<String> resolution) {
        FloatDifferences differences = new FloatDifferences(drift, strategy);
        DistanceBuckets.of(resolution, shape.current())
                .forEach(bucket -> differences.distances(bucket, resolution.isEmpty()));
        shape.rowBuckets().forEach(differences::rows);
        differences.rows(shape.allRows());
        differences.averages(new Bucket(Bucket.Axis.ALL, 0, shape.current()));
        return differences.measurements;
    }

    private void distances(Bucket bucket, boolean octave) {
        long cells = drift.cells(bucket.from(), bucket.to());
        double[] means = new double[3];
        OptionalDouble[] errors = new OptionalDouble[3];
        for (int moment = 0; moment < 3; moment++) {
            means[moment] = sum(moment, bucket.from(), bucket.to()) / cells;
            errors[moment] =
                    octave ? drift.distanceError(strategy, MOMENTS.get(moment), bucket.from()) : OptionalDouble.empty();
        }
        add(bucket, cells, means, errors);
    }

    private double sum(int moment, int from, int to) {
        return switch (moment) {
            case ABS -> drift.absolute(strategy, from, to);
            case SQUARE -> drift.square(strategy, from, to);
            default -> drift.delta(strategy, from, to);
        };
    }

    private void rows(Bucket bucket) {
        Rows rows = new Rows(bucket);
        add(bucket, rows.cells(), rows.means(), rows.errors());
    }

    /** Sums over the sample's rows in a range, every cell alike. */
    private final class Rows {
        private final Sums sums = new Sums(3);
        private final BatchMeans batches;

        Rows(Bucket bucket) {
            batches = BatchMeans.of(List.of(bucket), 3);
            RowSample sample = drift.sample();
            double[] added = new double[3];
            for (int i = 0; i < sample.size(); i++) {
                int row = sample.row(i);
                if (bucket.contains(row)) {
                    int keys = row + 1;
                    for (int moment = 0; moment < 3; moment++) {
                        added[moment] = (double) keys * drift.strategy(strategy, MOMENTS.get(moment), i);
                        sums.add(moment, added[moment], keys);
                    }
                    batches.add(0, row, added, keys);
                }
            }
        }

        long cells() {
            return sums.count(ABS);
        }

        double[] means() {
            return new double[] {sums.mean(ABS), sums.mean(SQUARE), sums.mean(MEAN)};
        }

        OptionalDouble[] errors() {
            return new OptionalDouble[] {
                batches.standardError(0, 1, 0, 0), batches.standardError(0, 0, 1, 0), batches.standardError(0, 0, 0, 1)
            };
        }
    }

    private void add(Bucket bucket, long cells, double[] means, OptionalDouble[] errors) {
        if (cells == 0) {
            for (String statistic : List.of("mean_abs", "rms", "mean", "max")) {
                measurements.add(Measurement.undefined(statistic, bucket, "no row in this range"));
            }
            return;
        }
        double rms = Math.sqrt(means[SQUARE]);
        measurements.add(Measurement.estimate("mean_abs", bucket, means[ABS], errors[ABS], cells));
        measurements.add(
                Measurement.estimate("rms", bucket, rms, DifferenceObserver.ofRoot(rms, errors[SQUARE]), cells));
        measurements.add(Measurement.estimate("mean", bucket, means[MEAN], errors[MEAN], cells));
        measurements.add(Measurement.undefined("max", bucket, "not computed where scores are float"));
    }

    private void averages(Bucket bucket) {
        Rows rows = new Rows(bucket);
        double[] means = rows.means();
        OptionalDouble[] errors = rows.errors();
        double rms = Math.sqrt(means[SQUARE]);
        measurements.add(Measurement.estimate("mean_abs_causal", bucket, means[ABS], errors[ABS], rows.cells()));
        measurements.add(Measurement.estimate(
                "rms_causal", bucket, rms, DifferenceObserver.ofRoot(rms, errors[SQUARE]), rows.cells()));
        Sums overDistances = new Sums(2);
        for (int distance = bucket.from(); distance < bucket.to(); distance++) {
            long cells = drift.cells(distance, distance + 1);
            if (cells > 0) {
                overDistances.add(ABS, sum(ABS, distance, distance + 1) / cells);
                overDistances.add(SQUARE, sum(SQUARE, distance, distance + 1) / cells);
            }
        }
        long reached = overDistances.count(ABS);
        measurements.add(Measurement.of("mean_abs_unweighted", bucket, overDistances.mean(ABS), reached));
        measurements.add(Measurement.of("rms_unweighted", bucket, Math.sqrt(overDistances.mean(SQUARE)), reached));
    }
}
