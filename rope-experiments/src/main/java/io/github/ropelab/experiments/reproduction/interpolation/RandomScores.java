package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;

/** How far random scores lie from the straight line between two whole distances, half way between them. */
final class RandomScores {
    /** Whole distances that are looked at: 0 to this one. */
    static final int LAST = 1024;

    private RandomScores() {}

    /**
     * Products of drawn queries and keys with independent normal components.
     *
     * @param sizeOne whether every product is divided by its size afterwards
     */
    static PairProducts draw(Streams stream, int d, boolean sizeOne) {
        PairProducts drawn = PairProducts.of(vector(stream.child("query"), d), vector(stream.child("key"), d));
        return sizeOne ? drawn.ofSizeOne() : drawn;
    }

    /** A vector with independent standard normal components. */
    static double[] vector(Streams stream, int d) {
        Gaussian normal = stream.gaussian();
        double[] vector = new double[d];
        for (int i = 0; i < d; i++) {
            vector[i] = normal.next();
        }
        return vector;
    }

    /**
     * The largest error over all midpoints, as a multiple of max |h_j|.
     *
     * @param halved frequencies of linear interpolation by 2: its whole distances are half tokens
     * @param threads change the speed alone
     */
    static double largestError(PairProducts h, FrequencySchedule halved, int threads) {
        double[] a = h.curve(halved).values(2 * LAST + 1, threads);
        double largest = 0;
        for (int left = 0; left < LAST; left++) {
            double line = InterpolationBound.unit(left).line(a[2 * left], a[2 * left + 2], left + 0.5);
            largest = Math.max(largest, Math.abs(a[2 * left + 1] - line));
        }
        return largest / h.largest();
    }
}
