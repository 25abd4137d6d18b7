package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.layer.KeyRuns;
import java.util.List;

/** Means over rows of a correlation of ranks. */
final class RankCorrelation {
    /** The correlation of two rankings of the same keys that both vary. */
    interface OfRanks {
        double of(Ranks a, Ranks b);
    }

    private RankCorrelation() {}

    static RowMetric.Observer start(CellShape shape, OfRanks correlation) {
        Ranks a = new Ranks(shape.current());
        Ranks b = new Ranks(shape.current());
        return new RowMeans(
                shape,
                List.of("mean"),
                "fewer than two keys, or all scores of a side are equal",
                (reference, candidate, values) -> {
                    KeyRuns shared = reference.visible().and(candidate.visible());
                    a.of(reference.scores(), shared);
                    b.of(candidate.scores(), shared);
                    if (!a.finite() || !b.finite()) {
                        values.set(0, Double.NaN);
                    } else if (a.varies() && b.varies()) {
                        values.set(0, correlation.of(a, b));
                    }
                });
    }
}
