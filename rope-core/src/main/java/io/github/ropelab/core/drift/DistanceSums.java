package io.github.ropelab.core.drift;

import io.github.ropelab.core.kernel.ScoreLoops;
import java.util.Arrays;

/** Sums of one strategy's differences by distance, in double. */
final class DistanceSums {
    final double[] absolute;
    final double[] square;
    final double[] delta;

    DistanceSums(int distances) {
        absolute = new double[distances];
        square = new double[distances];
        delta = new double[distances];
    }

    /**
     * Takes in a buffer of float sums and clears it.
     *
     * @param furthest distance of the buffer's first element; elements behind distance 0 hold nothing
     * @param length elements in use
     */
    void fold(ScoreLoops.Distances buffer, int furthest, int length) {
        fold(buffer.absolute(), absolute, furthest, length);
        fold(buffer.square(), square, furthest, length);
        fold(buffer.delta(), delta, furthest, length);
    }

    private static void fold(float[] buffer, double[] sums, int furthest, int length) {
        int end = Math.min(length, furthest + 1);
        for (int i = 0; i < end; i++) {
            sums[furthest - i] += buffer[i];
        }
        Arrays.fill(buffer, 0, length, 0);
    }

    /** Adds the first sums of another and clears them there. */
    void take(DistanceSums other, int distances) {
        take(other.absolute, absolute, distances);
        take(other.square, square, distances);
        take(other.delta, delta, distances);
    }

    private static void take(double[] from, double[] sums, int distances) {
        for (int i = 0; i < distances; i++) {
            sums[i] += from[i];
        }
        Arrays.fill(from, 0, distances, 0);
    }
}
