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
            "Δ_mn - mean over n' ≤ m of Δ_mn', with Δ as in score-drift; mean_abs, rms and mean over the cells of the bucket",
            "own definition",
            List.of(),
            Optional.of(Observations.cells()));

    static CentredDrift from(Params params) {
        return new CentredDrift();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new DifferenceObserver(shape, (reference, candidate, differences) -> {
            double[] a = reference.scores();
            double[] b = candidate.scores();
            double sum = 0;
            for (int n = 0; n < reference.keys(); n++) {
                differences[n] = b[n] - a[n];
                sum += differences[n];
            }
            double mean = sum / reference.keys();
            for (int n = 0; n < reference.keys(); n++) {
                differences[n] -= mean;
            }
        });
    }
}
