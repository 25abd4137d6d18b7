package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowValue;
import java.util.List;
import java.util.Optional;

/** Attention probability at distances of the trained length or more; mean over rows. */
public record MassBeyond() implements RowMetric, FloatMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "mass-beyond",
            1,
            "Attention mass beyond the trained length",
            "share",
            MetricType.Direction.DESCRIPTIVE,
            "Σ softmax(s)_n over keys with m-n ≥ trained length; reference, strategy, change = strategy - reference; mean over "
                    + "rows",
            "own definition",
            List.of(),
            Optional.of(Observations.rows()));

    static MassBeyond from(Params params) {
        return new MassBeyond();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape) {
        return FloatRows.ofBoth(drift, strategy, RowValue.MASS_BEYOND, shape);
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(
                shape,
                List.of("reference", "strategy", "change"),
                (reference, candidate, values) ->
                        values.setBoth(0, mass(reference, shape.trained()), mass(candidate, shape.trained())));
    }

    private static double mass(AttentionRow row, int trained) {
        double sum = 0;
        for (int n = 0; n <= row.query() - trained; n++) {
            sum += row.probabilities()[n];
        }
        return sum;
    }
}
