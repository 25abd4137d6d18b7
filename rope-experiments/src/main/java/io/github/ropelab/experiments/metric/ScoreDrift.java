package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import java.util.List;
import java.util.Optional;

/**
 * Δscore = s_strategy - s_reference of the same query and key: mean |Δ|, root mean square and mean, per distance and
 * per row range. Punishes a temperature (YaRN's attention factor moves every score); see {@link CentredDrift}.
 *
 * @param buckets resolution of the distance axis; absent: octaves
 */
public record ScoreDrift(Optional<String> buckets) implements RowMetric, FloatMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "score-drift",
            1,
            "Score drift",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "Δ_mn = s_strategy(m,n) - s_reference(m,n); " + DifferenceObserver.STATISTICS,
            "own definition",
            List.of(DistanceBuckets.PARAMETER),
            Optional.of(DifferenceObserver.OBSERVATIONS));

    /** In octaves. */
    public ScoreDrift() {
        this(Optional.empty());
    }

    /** Checks the resolution. */
    public ScoreDrift {
        DistanceBuckets.check(buckets);
    }

    static ScoreDrift from(Params params) {
        return new ScoreDrift(DistanceBuckets.read(params));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape) {
        return FloatDifferences.of(drift, strategy, shape, buckets);
    }

    @Override
    public Observer start(CellShape shape) {
        return new DifferenceObserver(shape, buckets, DifferenceObserver::subtract);
    }
}
