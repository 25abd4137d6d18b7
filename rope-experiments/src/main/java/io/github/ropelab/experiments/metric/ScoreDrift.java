package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import java.util.List;

/**
 * Δscore = s_strategy - s_reference of the same query and key: mean |Δ|, root mean square and mean, per distance and
 * per row range. Punishes a temperature (YaRN's attention factor moves every score); see {@link CentredDrift}.
 */
public record ScoreDrift() implements RowMetric, FloatMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "score-drift",
            1,
            "Score drift",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "Δ_mn = s_strategy(m,n) - s_reference(m,n); mean_abs = mean |Δ|, rms = sqrt(mean Δ²), mean = mean Δ over the cells "
                    + "of the bucket",
            "own definition; same-distance reference",
            List.of());

    static ScoreDrift from(Params params) {
        return new ScoreDrift();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape) {
        return FloatDifferences.of(drift, strategy, shape);
    }

    @Override
    public Observer start(CellShape shape) {
        return new DifferenceObserver(shape, (reference, candidate, differences) -> {
            double[] a = reference.scores();
            double[] b = candidate.scores();
            for (int n = 0; n < reference.keys(); n++) {
                differences[n] = b[n] - a[n];
            }
        });
    }
}
