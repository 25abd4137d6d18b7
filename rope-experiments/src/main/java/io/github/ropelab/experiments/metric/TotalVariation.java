package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/** Total variation between the rows' softmax distributions: the share of attention that moved; mean over rows. */
public record TotalVariation() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "total-variation",
            1,
            "Total variation of attention rows",
            "share",
            MetricType.Direction.LOWER_IS_CLOSER,
            "mean = ½ Σ |p - r|, p = softmax(s_reference), r = softmax(s_strategy), in [0, 1]; mean over rows",
            "Levin, Peres and Wilmer 2009, Markov Chains and Mixing Times, 4.1",
            List.of(),
            Optional.of(Observations.rows("each side over the keys that it sees, a hidden key has probability 0")));

    static TotalVariation from(Params params) {
        return new TotalVariation();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(shape, List.of("mean"), (reference, candidate, values) -> {
            double[] p = reference.probabilities();
            double[] r = candidate.probabilities();
            double sum = 0;
            for (int n = 0; n < reference.keys(); n++) {
                sum += Math.abs(p[n] - r[n]);
            }
            values.set(0, sum / 2);
        });
    }
}
