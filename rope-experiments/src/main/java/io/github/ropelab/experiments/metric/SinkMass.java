package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/**
 * Attention probability of the first keys of the sequence, where models put what they do not need; mean over rows.
 *
 * @param keys how many first keys count as the sink
 */
public record SinkMass(int keys) implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "sink-mass",
            1,
            "Attention mass of the first keys",
            "share",
            MetricType.Direction.DESCRIPTIVE,
            "Σ softmax(s)_n over keys n < keys; reference, strategy, change = strategy - reference; mean over rows",
            "Xiao et al. 2023, arXiv 2309.17453, section 3.1",
            List.of(ParameterDoc.of("keys", "1", "at least 1", "first keys that count as the sink", 1, 4)),
            Optional.of(Observations.rows("each side over the keys that it sees, a hidden key has probability 0")));

    /** Checks the number. */
    public SinkMass {
        InvalidParameter.require(keys >= 1, "keys", keys, "be at least 1");
    }

    static SinkMass from(Params params) {
        return new SinkMass(params.integer("keys", 1));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(
                shape,
                List.of("reference", "strategy", "change"),
                (reference, candidate, values) -> values.setBoth(0, mass(reference), mass(candidate)));
    }

    private double mass(AttentionRow row) {
        double sum = 0;
        for (int n = 0; n < Math.min(keys, row.keys()); n++) {
            sum += row.probabilities()[n];
        }
        return sum;
    }
}
