package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.expectation.DistanceMeans;
import io.github.ropelab.experiments.expectation.ScoreTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the metrics of rows are expected to be for queries and keys of independent N(0, 1) components, in the same buckets and
 * with the same weights as they measure it, so that theory can stand beside measurement.
 */
final class GaussianExpectation {
    static final ParameterDoc FIRST_ROW =
            ParameterDoc.of("first_row", "8", "at least 0", "rows before it are left out, as the study does", 8, 16);

    /** As a study's own default. */
    static final int DEFAULT_FIRST_ROW = 8;

    private final PositionEncoding reference;
    private final PositionEncoding encoding;
    private final RopeContext context;
    private final CellShape shape;
    private final List<Measurement> measurements = new ArrayList<>();

    GaussianExpectation(PositionEncoding reference, PositionEncoding encoding, RopeContext context, int firstRow) {
        this.reference = reference;
        this.encoding = encoding;
        this.context = context;
        this.shape =
                new CellShape(context.lengths().trained(), context.lengths().current(), firstRow);
    }

    /** Means over cells: distance buckets, row buckets, all rows; n counts cells. */
    GaussianExpectation cells(String statistic, ToDoubleFunction<ScoreTerms> form, boolean root) {
        if (undefined(statistic)) {
            return this;
        }
        DistanceMeans curve = DistanceMeans.of(reference, encoding, context, form);
        for (Bucket bucket : DistanceBuckets.of(Optional.empty(), shape.current())) {
            add(statistic, bucket, curve.causalMean(bucket.from(), bucket.to()), root, cells(bucket));
        }
        for (Bucket bucket : rows()) {
            add(statistic, bucket, curve.cellMean(bucket.from(), bucket.to()), root, cells(bucket));
        }
        return this;
    }

    /** Means over rows of each row's mean over its distances: row buckets, all rows; n counts rows. */
    GaussianExpectation rows(String statistic, ToDoubleFunction<ScoreTerms> form) {
        if (undefined(statistic)) {
            return this;
        }
        DistanceMeans curve = DistanceMeans.of(reference, encoding, context, form);
        for (Bucket bucket : rows()) {
            int n = bucket.to() - bucket.from();
            add(statistic, bucket, curve.rowMean(bucket.from(), bucket.to()), false, n);
        }
        return this;
    }

    List<Measurement> measurements() {
        return measurements;
    }

    private boolean undefined(String statistic) {
        boolean defined =
                DistanceMeans.dependsOnDistanceAlone(reference) && DistanceMeans.dependsOnDistanceAlone(encoding);
        if (!defined) {
            measurements.add(Measurement.undefined(statistic, shape.allRows(), EncodingDistance.NO_ONE_SLOPE));
        }
        return !defined;
    }

    private List<Bucket> rows() {
        List<Bucket> rows = new ArrayList<>(shape.rowBuckets());
        rows.add(shape.allRows());
        return rows;
    }

    private void add(String statistic, Bucket bucket, double mean, boolean root, long n) {
        measurements.add(
                n == 0
                        ? Measurement.undefined(statistic, bucket, "no row in this range")
                        : Measurement.of(statistic, bucket, root ? Math.sqrt(mean) : mean, n));
    }

    /** Causal cells of a bucket. */
    private long cells(Bucket bucket) {
        long n = 0;
        for (int i = bucket.from(); i < bucket.to(); i++) {
            n += bucket.axis() == Bucket.Axis.DISTANCE ? shape.current() - i : i + 1;
        }
        return n;
    }
}
