package io.github.ropelab.core.analysis.diagnosis;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which pairing vectors were rotated by: the one under which every pair keeps its length up to one common factor, all
 * heads turn alike, and every other component passes through.
 */
final class PairingScan {
    private static final double MOST = 0.99;

    private PairingScan() {}

    /** The first of the candidates that fits. */
    static Optional<PairChoice> find(DumpedVectors vectors, Iterable<PairChoice> candidates) {
        for (PairChoice choice : candidates) {
            if (rotates(vectors, choice, choice, true)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the vectors are rotated.
     *
     * @param read pairing of the components before rotation
     * @param written pairing of the same pairs after it
     * @param together whether all heads are to turn by the same angles
     */
    static boolean rotates(DumpedVectors vectors, PairChoice read, PairChoice written, boolean together) {
        return passes(vectors, read) && keepsLengths(vectors, read, written, together);
    }

    private static double flatness(DumpedVectors vectors) {
        return Math.max(2 * ObservedRotation.TOLERANCE, 4 * StoredFormat.ofTable(vectors.format()));
    }

    private static boolean passes(DumpedVectors vectors, PairChoice choice) {
        boolean[] passing = choice.passing(vectors.headDim());
        double flat = flatness(vectors);
        long seen = 0;
        long kept = 0;
        for (int t = 0; t < vectors.rows(); t++) {
            for (int h = 0; h < vectors.heads(); h++) {
                for (int c = 0; c < vectors.headDim(); c++) {
                    if (passing[c]) {
                        double x = vectors.in(t, h, c);
                        seen++;
                        kept += Math.abs(vectors.out(t, h, c) - x) <= flat * Math.abs(x) ? 1 : 0;
                    }
                }
            }
        }
        return kept >= MOST * seen;
    }

    private static boolean keepsLengths(DumpedVectors vectors, PairChoice read, PairChoice written, boolean together) {
        int groups = together ? 1 : vectors.heads();
        int perGroup = together ? vectors.heads() : 1;
        double[] lengths = new double[vectors.rows() * read.pairs() * groups];
        double[] apart = new double[lengths.length];
        int count = 0;
        double shortest = 1e-3 * vectors.meanSquare() * perGroup;
        for (int t = 0; t < vectors.rows(); t++) {
            for (int i = 0; i < read.pairs(); i++) {
                for (int g = 0; g < groups; g++) {
                    double[] sums = vectors.sums(read, written, t, i, g * perGroup, (g + 1) * perGroup);
                    if (sums[0] > shortest && Double.isFinite(sums[1])) {
                        lengths[count] = StrictMath.sqrt(sums[1] / sums[0]);
                        apart[count++] =
                                1 - (sums[2] * sums[2] + sums[3] * sums[3]) / (sums[0] * Math.max(sums[1], 1e-300));
                    }
                }
            }
        }
        if (count == 0) {
            return false;
        }
        double[] sorted = Arrays.copyOf(lengths, count);
        Arrays.sort(sorted);
        double common = sorted[count / 2];
        double flat = flatness(vectors);
        int good = 0;
        for (int at = 0; at < count; at++) {
            boolean kept = Math.abs(lengths[at] - common) <= flat * common;
            good += kept && apart[at] <= 4 * flat * flat + 1e-6 ? 1 : 0;
        }
        return good >= MOST * count;
    }
}
