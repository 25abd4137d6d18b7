package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import java.util.ArrayList;
import java.util.List;

/**
 * Which components form pairs.
 *
 * @param start first component that rotates
 * @param pairs number of pairs
 * @param offset from a pair's first component to its second; 1 for neighbours
 */
record PairChoice(int start, int pairs, int offset) {
    /** The pairs of a geometry. */
    static PairChoice of(RotaryGeometry geometry) {
        return new PairChoice(0, geometry.pairs(), geometry.pairing() == Pairing.INTERLEAVED ? 1 : geometry.pairs());
    }

    /** Pairings that engines confuse: the declared one first, then the other layout of the same width, then other widths. */
    static List<PairChoice> around(RotaryGeometry declared) {
        int r = declared.rotaryDim();
        int d = declared.headDim();
        List<PairChoice> all = new ArrayList<>();
        all.add(of(declared));
        all.add(new PairChoice(0, r / 2, 1));
        all.add(new PairChoice(0, r / 2, r / 2));
        for (int pairs : new int[] {r / 2, d / 2, d / 4, d / 8, r / 4}) {
            for (int offset : new int[] {pairs, r / 2, d / 2, d / 4, 1}) {
                for (int start : new int[] {0, d - 2 * pairs, d - r}) {
                    PairChoice choice = new PairChoice(start, pairs, offset);
                    if (choice.fits(d) && !all.contains(choice)) {
                        all.add(choice);
                    }
                }
            }
        }
        return all;
    }

    private boolean fits(int headDim) {
        boolean apart = offset == 1 || offset >= pairs;
        return pairs >= 1 && start >= 0 && apart && second(pairs - 1) < headDim;
    }

    boolean neighbours() {
        return offset == 1;
    }

    int first(int pair) {
        return start + (neighbours() ? 2 * pair : pair);
    }

    int second(int pair) {
        return first(pair) + offset;
    }

    /** Whether pairs are the halves of one run of components. */
    boolean halves() {
        return offset == pairs && !neighbours();
    }

    /** Which components belong to no pair. */
    boolean[] passing(int headDim) {
        boolean[] passing = new boolean[headDim];
        java.util.Arrays.fill(passing, true);
        for (int i = 0; i < pairs; i++) {
            passing[first(i)] = false;
            passing[second(i)] = false;
        }
        return passing;
    }
}
