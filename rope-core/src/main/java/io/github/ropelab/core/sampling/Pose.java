package io.github.ropelab.core.sampling;

import io.github.ropelab.core.InvalidParameter;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * PoSE, positional skip-wise training (Zhu et al. 2023, arXiv 2309.10400, section 3.2): the tokens are cut into N chunks at
 * random, and chunk j is moved on by a skip u_j, with u_0 = 0 and u_j uniform in {u_(j-1), …, L_t - L_c}. Inside a chunk
 * positions follow each other.
 *
 * <p>Here every set of cuts is equally likely. The authors' code has two chunks and cuts in the first half only.
 *
 * @param target L_t, tokens, at least 1
 * @param chunks N, at least 1
 */
public record Pose(int target, int chunks) implements PositionSampler {
    /** Checks both. */
    public Pose {
        InvalidParameter.require(target >= 1, "target", target, "be at least 1 token");
        InvalidParameter.require(chunks >= 1, "chunks", chunks, "be at least 1");
    }

    @Override
    public double[] sample(int length, RandomGenerator random) {
        InvalidParameter.require(
                length >= chunks && length <= target,
                "length",
                length,
                "be from " + chunks + " (chunks) to " + target + " (target) tokens");
        // A sorted draw of cuts from 1 .. length-1; the last bound closes the last chunk.
        int[] bounds = IntStream.concat(
                        SortedDraw.of(length - 1, chunks - 1, random).map(cut -> cut + 1), IntStream.of(length))
                .toArray();
        double[] positions = new double[length];
        int room = target - length;
        int skip = 0;
        int start = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            if (chunk > 0) {
                skip += random.nextInt(room - skip + 1);
            }
            for (int token = start; token < bounds[chunk]; token++) {
                positions[token] = token + skip;
            }
            start = bounds[chunk];
        }
        return positions;
    }
}
