package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.PositionMap;
import java.util.Arrays;

/**
 * The cells that one branch of a and one branch of b score, as runs of neighbouring keys in rows of queries. Distances are
 * taken from positions counted from the key map's value at 0, so that a common offset costs no digits.
 */
final class CellClass {
    private final int[] positions; // position of each index
    private final int[] rows; // per run: index of the query
    private final int[] from; // per run: index of the first key
    private final int[] to; // per run: index of the last key, inclusive
    private final Tokens tokensA;
    private final Tokens tokensB;
    private final boolean sameDistances;
    private final boolean[] queryUsed; // by index: whether some run has it
    private final boolean[] keyUsed;

    /** Takes the arrays without a copy. */
    CellClass(Branch a, Branch b, int[] positions, int[] rows, int[] from, int[] to) {
        this.positions = positions;
        this.rows = rows;
        this.from = from;
        this.to = to;
        this.tokensA = new Tokens(a, positions);
        this.tokensB = new Tokens(b, positions);
        this.sameDistances = Arrays.equals(tokensA.query, tokensB.query) && Arrays.equals(tokensA.key, tokensB.key);
        this.queryUsed = new boolean[positions.length];
        this.keyUsed = new boolean[positions.length];
        int[] changes = new int[positions.length + 1];
        for (int run = 0; run < rows.length; run++) {
            queryUsed[rows[run]] = true;
            changes[from[run]]++;
            changes[to[run] + 1]--;
        }
        int uses = 0;
        for (int i = 0; i < positions.length; i++) {
            uses += changes[i];
            keyUsed[i] = uses > 0;
        }
    }

    /** Mapped positions of a branch, [positions] each, tokens from {@code r(0)}. */
    private static final class Tokens {
        private final double[] query;
        private final double[] key;
        private final double origin;

        Tokens(Branch branch, int[] positions) {
            origin = branch.key().at(0);
            query = mapped(branch.query(), positions, origin);
            key = mapped(branch.key(), positions, origin);
        }

        private static double[] mapped(PositionMap map, int[] positions, double origin) {
            return Arrays.stream(positions)
                    .mapToDouble(position -> map.at(position) - origin)
                    .toArray();
        }
    }

    int runs() {
        return rows.length;
    }

    int row(int run) {
        return positions[rows[run]];
    }

    int position(int index) {
        return positions[index];
    }

    /** The difference of rate × distance, a's less b's, over the keys of each run. */
    RunGaps gaps(Rates rates) {
        if (sameDistances && rates.a() == rates.b()) {
            return new RunGaps(runs());
        }
        double[] keyTerm = new double[positions.length];
        double reach = 0;
        for (int n = 0; n < keyTerm.length; n++) {
            double termA = rates.a() * tokensA.key[n];
            double termB = rates.b() * tokensB.key[n];
            keyTerm[n] = termA - termB;
            reach = Math.max(reach, Math.max(Math.abs(termA), Math.abs(termB)));
        }
        SlidingExtremes window = new SlidingExtremes(keyTerm);
        RunGaps gaps = new RunGaps(runs());
        for (int run = 0; run < runs(); run++) {
            window.move(from[run], to[run]);
            double termA = rates.a() * tokensA.query[rows[run]];
            double termB = rates.b() * tokensB.query[rows[run]];
            reach = Math.max(reach, Math.max(Math.abs(termA), Math.abs(termB)));
            gaps.put(
                    run,
                    termA - termB - keyTerm[window.largest()],
                    window.largest(),
                    termA - termB - keyTerm[window.smallest()],
                    window.smallest());
        }
        return gaps.reaching(reach);
    }

    /**
     * How far rate × (position - centre) of the vectors themselves lies apart.
     *
     * @param turning whether the products are angles, so that whole turns are no difference
     */
    VectorGap vectorGap(Rates rates, double centre, boolean turning) {
        VectorGap gap = VectorGap.none();
        for (int i = 0; i < positions.length; i++) {
            if (queryUsed[i]) {
                gap = gap.with(
                        rates.a() * (tokensA.query[i] + tokensA.origin - centre),
                        rates.b() * (tokensB.query[i] + tokensB.origin - centre),
                        turning);
            }
            if (keyUsed[i]) {
                gap = gap.with(
                        rates.a() * (tokensA.key[i] + tokensA.origin - centre),
                        rates.b() * (tokensB.key[i] + tokensB.origin - centre),
                        turning);
            }
        }
        return gap;
    }
}
