package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.Uniform;
import io.github.ropelab.core.analysis.EffectivePositions;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrix of relative positions as the unmodified frequencies see them, in blocks of queries and keys: what the papers on
 * window schemes draw. A block shows its corner that lies farthest from the diagonal, its last query and its first key, so
 * the whole length is seen; where there are no more tokens than blocks these are all cells.
 *
 * @param resolution blocks along each side, at most one per token
 */
public record EffectiveDistance(int resolution) implements EncodingMetric {
    private static final int DEFAULT = 32;
    private static final int MOST = 64;
    private static final String RULE = "between 1 and " + MOST;

    /** Before the number of the query in the name of a statistic. */
    private static final String QUERY = "query_";

    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "effective-distance",
            1,
            "Effective distance of query and key",
            "tokens",
            MetricType.Direction.DESCRIPTIVE,
            "e(m,n) = ρ·(p_b(m) - r_b(n)) of query m and key n ≤ m, b the branch of the cell, p and r its position maps, ρ = ω_i/θ_i "
                    + "where all pairs share it, else 1 for schemes of several branches; not defined for one branch without a "
                    + "common ρ, where a distance has no single effective value. query_M: at M, the last query of a range, and "
                    + "the first key of each range of keys, which axis key gives; over all of these cells: mean, largest",
            "own definition; drawn by Su 2023, ReRoPE, kexue.fm/archives/9708, Jin et al. 2024, Self-Extend, arXiv 2401.01325, "
                    + "and An et al. 2024, Dual Chunk Attention, arXiv 2402.17463",
            List.of(ParameterDoc.of(
                    "resolution",
                    Integer.toString(DEFAULT),
                    RULE,
                    "ranges of equal length that queries and keys are cut into, at most one per token",
                    8,
                    64)));

    /** Checks the resolution. */
    public EffectiveDistance {
        InvalidParameter.require(
                resolution >= 1 && resolution <= MOST, "effective-distance.resolution", resolution, "be " + RULE);
    }

    static EffectiveDistance from(Params params) {
        return new EffectiveDistance(params.integer("resolution", DEFAULT));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        int current = context.lengths().current();
        Bucket all = new Bucket(Bucket.Axis.ALL, 0, current);
        EffectivePositions effective = EffectivePositions.of(encoding, context);
        if (encoding.positions() instanceof Uniform && effective.commonRatio().isEmpty()) {
            return List.of(Measurement.undefined(
                    "mean", all, "pairs are slowed by different factors: a distance has no single effective value"));
        }
        int ranges = Math.min(resolution, current);
        List<Measurement> measurements = new ArrayList<>();
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < ranges; row++) {
            int query = begin(row + 1, ranges, current) - 1;
            for (int column = 0; column <= row; column++) {
                Bucket keys =
                        new Bucket(Bucket.Axis.KEY, begin(column, ranges, current), begin(column + 1, ranges, current));
                double distance = effective.distance(query, keys.from());
                measurements.add(Measurement.of(QUERY + query, keys, distance, 1));
                sum += distance;
                largest = Math.max(largest, distance);
            }
        }
        int cells = measurements.size();
        measurements.add(Measurement.of("mean", all, sum / cells, cells));
        measurements.add(Measurement.of("largest", all, largest, cells));
        return measurements;
    }

    private static int begin(int range, int ranges, int tokens) {
        return (int) ((long) range * tokens / ranges);
    }
}
