package io.github.ropelab.core.analysis.decay;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.kernel.CurveBlocks;
import io.github.ropelab.core.kernel.DistanceCurve;
import java.util.OptionalInt;

/**
 * B(m) = Σ_i cos(m·ω_i), m = 0, 1, 2, ..: how much more a key like the query scores at distance m than any other key does, in
 * expectation over vectors with independent components (arXiv 2405.14591, theorem 1). B(0) is the number of pairs.
 *
 * <p>Values nearer to zero than the error of a block (10⁻¹² of B(0)) are computed anew from exactly reduced angles, so the
 * sign is right down to some 10⁻¹⁶ of B(0). Not thread safe.
 */
public final class DecayCurve {
    /** Of B(0); a block is off by 10⁻¹⁴ of it at most. */
    private static final double NEAR_ZERO = 1e-12;

    private final DistanceCurve curve;
    private final CurveBlocks blocks;
    private final double[] block;

    /** @param frequencies ω, radians per token, at least one pair */
    public DecayCurve(FrequencySchedule frequencies) {
        this(frequencies, new CurveBlocks(frequencies.pairs()), new double[CurveBlocks.SIZE]);
    }

    /** In room that earlier curves have used and give up. */
    DecayCurve(FrequencySchedule frequencies, CurveBlocks blocks, double[] block) {
        InvalidParameter.require(frequencies.pairs() >= 1, "frequencies", 0, "have a pair");
        curve = DistanceCurve.ofCosines(frequencies);
        this.blocks = blocks;
        this.block = block;
        blocks.load(curve);
    }

    /**
     * A distance and the curve's value there.
     *
     * @param distance m, tokens
     * @param value B(m)
     */
    public record Point(int distance, double value) {}

    /** B(m) from exactly reduced angles. */
    public double at(int distance) {
        return curve.at(distance);
    }

    /** The smallest m with B(m) &lt; 0, if there is one up to {@code last}; computes no block beyond its own. */
    public OptionalInt firstNegative(int last) {
        for (int index = 0; index <= last / CurveBlocks.SIZE; index++) {
            OptionalInt found = negativeIn(index, last);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Some m with B(m) &lt; 0 up to {@code last}, if there is one: that of the nearest block to the one of a distance, which is
     * soon found where a similar curve is negative there.
     */
    OptionalInt negativeNear(int distance, int last) {
        int near = distance / CurveBlocks.SIZE;
        int end = last / CurveBlocks.SIZE;
        for (int away = 0; away <= Math.max(near, end - near); away++) {
            OptionalInt found = near - away >= 0 ? negativeIn(near - away, last) : OptionalInt.empty();
            if (found.isEmpty() && away > 0 && near + away <= end) {
                found = negativeIn(near + away, last);
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    /** The smallest m with B(m) &lt; 0 among the distances of a block that are not above {@code last}. */
    private OptionalInt negativeIn(int index, int last) {
        blocks.read(index, block, 0);
        int first = index * CurveBlocks.SIZE;
        int count = Math.min(block.length, last - first + 1);
        double threshold = NEAR_ZERO * curve.weight();
        for (int x = 0; x < count; x++) {
            if (block[x] < threshold && (block[x] < -threshold || curve.at(first + x) < 0)) {
                return OptionalInt.of(first + x);
            }
        }
        return OptionalInt.empty();
    }

    /** Where the curve is lowest among the distances from .. to-1; the smallest of several. */
    public Point lowest(int from, int to) {
        InvalidParameter.require(
                from >= 0 && from < to, "distances", from + " .. " + to, "be a range that is not empty");
        Point lowest = new Point(from, Double.POSITIVE_INFINITY);
        for (int index = from / CurveBlocks.SIZE; index <= (to - 1) / CurveBlocks.SIZE; index++) {
            blocks.read(index, block, 0);
            int first = index * CurveBlocks.SIZE;
            int end = Math.min(block.length, to - first);
            for (int x = Math.max(0, from - first); x < end; x++) {
                if (block[x] < lowest.value()) {
                    lowest = new Point(first + x, block[x]);
                }
            }
        }
        return lowest;
    }
}
