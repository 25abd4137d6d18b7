package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import java.util.List;
import java.util.Optional;

/** Entropy of the rows' softmax distributions as a share of the largest possible, ln of the number of keys; mean over rows. */
public record NormalisedEntropy() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "normalised-entropy",
            1,
            "Normalised attention entropy",
            "share",
            MetricType.Direction.DESCRIPTIVE,
            "H / ln(keys of the row), H as in entropy, not defined for one key; reference, strategy, change = strategy - "
                    + "reference; mean over rows",
            "Pielou 1966, J. Theor. Biol. 13, 131",
            List.of(),
            Optional.of(Observations.rows("each side over the keys that it sees, whose number is its own too")));

    private static final List<String> STATISTICS = List.of("reference", "strategy", "change");

    static NormalisedEntropy from(Params params) {
        return new NormalisedEntropy();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(shape, STATISTICS, "one key is seen", (reference, candidate, values) -> {
            int before = reference.visible().keys();
            int after = candidate.visible().keys();
            if (before > 1) {
                values.set(0, reference.entropy() / StrictMath.log(before));
            }
            if (after > 1) {
                values.set(1, candidate.entropy() / StrictMath.log(after));
            }
            if (before > 1 && after > 1) {
                values.set(2, values.value(1) - values.value(0));
            }
        });
    }
}
