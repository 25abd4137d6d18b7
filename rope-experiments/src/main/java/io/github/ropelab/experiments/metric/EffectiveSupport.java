package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.layer.KeyRuns;
import java.util.List;
import java.util.Optional;

/**
 * How many keys a row attends to: exp(H), the number of equally weighted keys with the same entropy, and 1/Σp², which
 * counts the heavy keys alone and is never larger. Mean over rows.
 */
public record EffectiveSupport() implements RowMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "effective-support",
            1,
            "Effective number of keys",
            "keys",
            MetricType.Direction.DESCRIPTIVE,
            "exp_entropy = exp(-Σ p ln p), inverse_simpson = 1/Σ p², p = softmax of a row; each as _reference, _strategy, "
                    + "_change = strategy - reference; mean over rows",
            "Hill 1973, Ecology 54, 427: the numbers of order 1 and 2",
            List.of(),
            Optional.of(Observations.rows()));

    private static final List<String> STATISTICS = List.of(
            "exp_entropy_reference",
            "exp_entropy_strategy",
            "exp_entropy_change",
            "inverse_simpson_reference",
            "inverse_simpson_strategy",
            "inverse_simpson_change");

    static EffectiveSupport from(Params params) {
        return new EffectiveSupport();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public Observer start(CellShape shape) {
        return new RowMeans(shape, STATISTICS, (reference, candidate, values) -> {
            values.setBoth(0, StrictMath.exp(reference.entropy()), StrictMath.exp(candidate.entropy()));
            values.setBoth(3, 1 / squares(reference), 1 / squares(candidate));
        });
    }

    private static double squares(AttentionRow row) {
        double[] p = row.probabilities();
        KeyRuns visible = row.visible();
        double sum = 0;
        for (int run = 0; run < visible.count(); run++) {
            for (int n = visible.from(run); n < visible.to(run); n++) {
                sum += p[n] * p[n];
            }
        }
        return sum;
    }
}
