package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowValue;
import java.util.List;
import java.util.Optional;

/** Entropy of the rows' softmax distributions and its change; mean over rows. */
public record Entropy() implements RowMetric, FloatMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "entropy",
            1,
            "Attention entropy",
            "nats",
            MetricType.Direction.DESCRIPTIVE,
            "H = -Σ p ln p of a row's softmax; reference, strategy, change = strategy - reference; mean over rows",
            "Shannon 1948",
            List.of(),
            Optional.of(Observations.rows()));

    static Entropy from(Params params) {
        return new Entropy();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape) {
        return FloatRows.ofBoth(drift, strategy, RowValue.ENTROPY, shape);
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(
                shape,
                List.of("reference", "strategy", "change"),
                (reference, candidate, values) -> values.setBoth(0, reference.entropy(), candidate.entropy()));
    }
}
