package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.ParameterDoc;
import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.PositionMap;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.Rotation;
import io.github.ropelab.core.kernel.Side;
import io.github.ropelab.core.kernel.TableRecipe;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is left of shift invariance: by how much a score at one distance changes when both tokens move on to position P. In
 * exact arithmetic it is 0 for every strategy that promises invariance; what an arithmetic leaves is its error, and the stages
 * of the arithmetic (positions, angles, table, rotated vectors) can be told apart by rounding one at a time. Powers of two alone
 * as positions flatter an arithmetic: their products are not rounded.
 *
 * @param positions P of the key, tokens
 * @param distance Δ, tokens
 * @param draws pairs of vectors with independent standard normal components; all strategies see the same ones
 * @param seed of the draws
 */
public record InvarianceResidual(List<Integer> positions, int distance, int draws, int seed)
        implements PrecisionMetric {
    private static final List<Integer> POSITIONS = List.of(256, 2000, 4096, 131_072, 1_000_003);
    private static final int DISTANCE = 16;
    private static final int DRAWS = 2000;

    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "invariance-residual",
            1,
            "Invariance residual",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "shift = mean |s(P+Δ, P) - s(Δ, 0)|, both in the arithmetic; error = mean |s(P+Δ, P) - s64(Δ, 0)|, s64 in double; s = "
                    + "⟨rot(q), rot(k)⟩/√head_dim without the logit scale, products of rotated vectors summed in double; mean over drawn "
                    + "pairs of vectors with independent standard normal components",
            "after Wang et al. 2024, When Precision Meets Position, arXiv 2411.13476",
            List.of(
                    ParameterDoc.of(
                            "positions",
                            POSITIONS.toString(),
                            "each 0 or above, at least one",
                            "positions P of the key, tokens",
                            List.of(2000),
                            List.of(50, 4096)),
                    ParameterDoc.of("distance", "" + DISTANCE, "at least 0", "distance Δ, tokens", 1, 256),
                    ParameterDoc.of("draws", "" + DRAWS, "at least 2", "pairs of vectors", 100, 200),
                    ParameterDoc.of("seed", "0", "a whole number", "seed of the draws", 0, 1)),
            Optional.of(new Observations("drawn pairs", "standard deviation of the draws over √n", "no keys")));

    /** Checks the parameters and copies the list. */
    public InvarianceResidual {
        positions = List.copyOf(positions);
        InvalidParameter.require(!positions.isEmpty(), "positions", positions, "name a position");
        InvalidParameter.require(distance >= 0, "distance", distance, "be at least 0");
        InvalidParameter.require(draws >= 2, "draws", draws, "be at least 2");
        for (int position : positions) {
            InvalidParameter.require(
                    position >= 0 && position <= Integer.MAX_VALUE - distance,
                    "positions",
                    position,
                    "be 0 or above, and the query's below 2^31");
        }
    }

    static InvarianceResidual from(Params params) {
        return new InvarianceResidual(
                params.integers("positions").orElse(POSITIONS),
                params.integer("distance", DISTANCE),
                params.integer("draws", DRAWS),
                params.integer("seed", 0));
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic) {
        Vectors vectors = draw(context.geometry());
        double[] exact = scores(encoding, context, Arithmetic.F64, vectors, 0);
        double[] origin = scores(encoding, context, arithmetic, vectors, 0);
        List<Measurement> measurements = new ArrayList<>();
        for (int position : positions) {
            double[] shifted = scores(encoding, context, arithmetic, vectors, position);
            Bucket bucket = new Bucket(Bucket.Axis.POSITION, position, position + 1);
            measurements.add(Difference.of(shifted, origin).measurement("shift", bucket));
            measurements.add(Difference.of(shifted, exact).measurement("error", bucket));
        }
        return measurements;
    }

    /** Rows [draws][headDim] of queries and keys. */
    private record Vectors(double[] q, double[] k) {}

    private Vectors draw(RotaryGeometry geometry) {
        int width = geometry.headDim();
        Gaussian gaussian = Streams.root(seed)
                .child("invariance-residual")
                .child("dim", width)
                .gaussian();
        Vectors vectors = new Vectors(new double[draws * width], new double[draws * width]);
        for (int row = 0; row < draws; row++) {
            for (double[] side : List.of(vectors.q(), vectors.k())) {
                for (int c = 0; c < width; c++) {
                    side[row * width + c] = gaussian.next();
                }
            }
        }
        return vectors;
    }

    /** s(position + Δ, position) of every draw. */
    private double[] scores(
            PositionEncoding encoding, RopeContext context, Arithmetic arithmetic, Vectors vectors, int position) {
        Branch branch = encoding.positions().branchFor(position + distance, position);
        TableRecipe recipe = TableRecipe.of(encoding, OptionalDouble.of(context.base()), arithmetic);
        Rotator rotator = new Rotator(recipe, context.geometry(), branch.key().at(position));
        double[] q = rotator.rotated(vectors.q(), Side.QUERY, branch.query(), position + distance);
        double[] k = rotator.rotated(vectors.k(), Side.KEY, branch.key(), position);
        int width = context.geometry().headDim();
        double[] scores = new double[draws];
        for (int row = 0; row < draws; row++) {
            double sum = 0;
            for (int c = row * width; c < (row + 1) * width; c++) {
                sum += q[c] * k[c];
            }
            scores[row] = sum / Math.sqrt(width);
        }
        return scores;
    }

    /** Turns all rows to one position; radial factors, which cancel in a score, count from {@code centre}. */
    private record Rotator(TableRecipe recipe, RotaryGeometry geometry, double centre) {
        double[] rotated(double[] rows, Side side, PositionMap map, int position) {
            double[] positions = new double[rows.length / geometry.headDim()];
            Arrays.fill(positions, map.at(position));
            double[] target = new double[rows.length];
            Rotation.rotate(
                    rows,
                    target,
                    geometry,
                    recipe.table(side, positions, centre),
                    recipe.arithmetic().rotation());
            return target;
        }
    }

    /**
     * Mean absolute difference over draws.
     *
     * @param mean of the absolute differences
     * @param standardError their standard deviation over √n
     * @param n draws
     */
    record Difference(double mean, double standardError, int n) {
        static Difference of(double[] a, double[] b) {
            Sums sums = new Sums(2);
            for (int i = 0; i < a.length; i++) {
                sums.add(0, Math.abs(a[i] - b[i]));
            }
            double mean = sums.mean(0);
            for (int i = 0; i < a.length; i++) {
                double deviation = Math.abs(a[i] - b[i]) - mean;
                sums.add(1, deviation * deviation);
            }
            return new Difference(mean, Math.sqrt(sums.total(1) / (a.length - 1) / a.length), a.length);
        }

        Measurement measurement(String statistic, Bucket bucket) {
            return Measurement.estimate(statistic, bucket, mean, standardError, n);
        }
    }
}
