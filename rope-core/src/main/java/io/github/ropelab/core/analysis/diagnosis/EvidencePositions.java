package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Lengths;
import java.util.TreeSet;

/**
 * Positions whose rows tell apart what engines confuse: 0 to 63 give frequencies without aliasing; the neighbours of powers
 * of two show tables that end, positions in bfloat16 (from 257) and in float16 (from 2049); the neighbours of the lengths
 * show rules that change there; the last position shows small differences of slow pairs.
 */
public final class EvidencePositions {
    private static final int DENSE = 64;

    private EvidencePositions() {}

    /** Positions for a declaration's lengths, ascending, below the longest of the three. */
    public static int[] of(Lengths lengths) {
        int end = Math.max(lengths.current(), Math.max(lengths.trained(), lengths.target()));
        return of(lengths, end);
    }

    /** The same positions below {@code end}. */
    public static int[] of(Lengths lengths, int end) {
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int p = 0; p < DENSE; p++) {
            chosen.add(p);
        }
        for (int power = DENSE; power > 0 && power <= end; power *= 2) {
            around(power, chosen);
            chosen.add(power + power / 2);
        }
        around(lengths.trained(), chosen);
        around(lengths.target(), chosen);
        around(lengths.current(), chosen);
        chosen.add(end - 1);
        return chosen.stream()
                .filter(p -> p >= 0 && p < end)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void around(int position, TreeSet<Integer> chosen) {
        for (int p = position - 1; p <= position + 2; p++) {
            chosen.add(p);
        }
    }
}
