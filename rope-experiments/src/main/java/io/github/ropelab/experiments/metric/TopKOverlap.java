package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowValue;
import java.util.List;
import java.util.Optional;

/**
 * Share of the k keys with the largest scores that both encodings have in common; mean over rows. Ties go to the
 * smaller key index; a row with fewer than k keys uses all of its keys.
 *
 * @param k number of keys
 */
public record TopKOverlap(int k) implements RowMetric, FloatMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "top-k-overlap",
            1,
            "Top-k overlap",
            "share",
            MetricType.Direction.HIGHER_IS_CLOSER,
            "|top_k(s_reference) ∩ top_k(s_strategy)| / k, k := min(k, keys of the row); mean over rows",
            "own definition",
            List.of(ParameterDoc.of("k", "8", "at least 1", "number of keys", 8, 16)),
            Optional.of(Observations.rows("each side over the keys that it sees, k := min(k, keys of either side)")));

    /** Checks k. */
    public TopKOverlap {
        InvalidParameter.require(k >= 1, "k", k, "be at least 1");
    }

    static TopKOverlap from(Params params) {
        return new TopKOverlap(params.integer("k", 8));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public int topKeys() {
        return k;
    }

    @Override
    public List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape) {
        return new FloatRows(drift, shape)
                .mean("mean", i -> drift.strategy(strategy, RowValue.TOP_OVERLAP, i))
                .measurements();
    }

    @Override
    public Observer start(CellShape shape) {
        int[] a = new int[k];
        int[] b = new int[k];
        return new RowMeans(shape, List.of("mean"), (reference, candidate, values) -> {
            int size = Math.min(reference.top(a), candidate.top(b));
            int common = 0;
            for (int x = 0; x < size; x++) {
                for (int y = 0; y < size; y++) {
                    common += a[x] == b[y] ? 1 : 0;
                }
            }
            values.set(0, (double) common / size);
        });
    }
}
