package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/**
 * Δscore minus its mean over the keys of the row: softmax does not see a constant added to a row, so neither does this
 * metric.
 */
public record CentredDrift() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "centred-drift",
            1,
            "Row-centred score drift",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "Δ_mn - mean over the row's keys n' of Δ_mn', with Δ as in score-drift; mean_abs, rms and mean over the cells of the bucket",
            "own definition",
            List.of(),
            Optional.of(Observations.cells("batch means of the rows' sums; rms by the delta method")));

    static CentredDrift from(Params params) {
        return new CentredDrift();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new DifferenceObserver(shape, (reference, candidate, shared, differences) -> {
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
