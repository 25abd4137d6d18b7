package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/**
 * Δscore minus its mean over the keys of the row: softmax does not see a constant added to a row, so neither does this
 * metric.
 *
 * @param buckets resolution of the distance axis; absent: octaves
 */
public record CentredDrift(Optional<String> buckets) implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "centred-drift",
            1,
            "Row-centred score drift",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "Δ_mn minus the mean over the row's keys n' of Δ_mn', with Δ and statistics as in score-drift",
            "own definition",
            List.of(DistanceBuckets.PARAMETER),
            Optional.of(DifferenceObserver.OBSERVATIONS));

    /** In octaves. */
    public CentredDrift() {
        this(Optional.empty());
    }

    /** Checks the resolution. */
    public CentredDrift {
        DistanceBuckets.check(buckets);
    }

    static CentredDrift from(Params params) {
        return new CentredDrift(DistanceBuckets.read(params));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new DifferenceObserver(shape, buckets, (reference, candidate, shared, differences) -> {
            DifferenceObserver.subtract(reference, candidate, shared, differences);
            double sum = 0;
            for (int run = 0; run < shared.count(); run++) {
                for (int n = shared.from(run); n < shared.to(run); n++) {
                    sum += differences[n];
                }
            }
            double mean = sum / shared.keys();
            for (int run = 0; run < shared.count(); run++) {
                for (int n = shared.from(run); n < shared.to(run); n++) {
                    differences[n] -= mean;
                }
            }
        });
    }
}
