package io.github.ropelab.core.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Standard errors of a sample's means by distance, from the sums of its blocks over octaves of distances: with R the mean
 * over all cells, y_b the sum and c_b the number of cells of block b of B,
 *
 * <pre>SE = sqrt(B/(B-1) · Σ_b (y_b - R·c_b)²) / Σ_b c_b · sqrt(1 - sampled share)</pre>
 *
 * (random groups, Wolter 2007, section 2.4; the mean is a ratio, since blocks have unlike numbers of cells).
 */
final class DistanceGroups {
    private static final int OCTAVES = Integer.SIZE;

    private final List<double[]> sums = new ArrayList<>(); // per block, [3 moments][OCTAVES]
    private final List<long[]> cells = new ArrayList<>(); // per block, [OCTAVES]
    private final double left;

    /** @param sampled share of the rows that are in the sample */
    DistanceGroups(double sampled) {
        left = 1 - sampled;
    }

    /** Octave 0 is distance 0, octave n the distances [2^(n-1), 2^n). */
    static int octave(int distance) {
        return distance == 0 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(distance);
    }

    void add(DistanceSums block, RowSample sample, int index) {
        double[] ofBlock = new double[3 * OCTAVES];
        long[] count = new long[OCTAVES];
        int[] rows = sample.block(index);
        for (int distance = 0; distance <= rows[rows.length - 1]; distance++) {
            int octave = octave(distance);
            ofBlock[octave] += block.absolute[distance];
            ofBlock[OCTAVES + octave] += block.square[distance];
            ofBlock[2 * OCTAVES + octave] += block.delta[distance];
        }
        for (int octave = 0; octave < OCTAVES - 1; octave++) {
            count[octave] = sample.cells(index, octave == 0 ? 0 : 1 << octave - 1, 1 << octave);
        }
        sums.add(ofBlock);
        cells.add(count);
    }

    /** @param moment 0 for |Δ|, 1 for Δ², 2 for Δ */
    OptionalDouble error(int moment, int octave) {
        double sum = 0;
        long count = 0;
        for (int b = 0; b < sums.size(); b++) {
            sum += sums.get(b)[moment * OCTAVES + octave];
            count += cells.get(b)[octave];
        }
        if (count == 0 || sums.size() < 2) {
            return OptionalDouble.empty();
        }
        double mean = sum / count;
        double squares = 0;
        for (int b = 0; b < sums.size(); b++) {
            double gap = sums.get(b)[moment * OCTAVES + octave] - mean * cells.get(b)[octave];
            squares += gap * gap;
        }
        double blocks = sums.size();
        return OptionalDouble.of(Math.sqrt(blocks / (blocks - 1) * squares * left) / count);
    }
}
