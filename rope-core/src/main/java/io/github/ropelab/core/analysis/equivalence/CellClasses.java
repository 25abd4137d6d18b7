package io.github.ropelab.core.analysis.equivalence;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.PositionScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Divides the cells of a range by the branches that score them. */
final class CellClasses {
    private CellClasses() {}

    /** All cells {@code key <= query < positions}. */
    static List<CellClass> all(PositionScheme a, PositionScheme b, int positions) {
        Map<List<Integer>, IntStream.Builder> classes = new LinkedHashMap<>();
        for (int query = 0; query < positions; query++) {
            int key = 0;
            while (key <= query) {
                List<Integer> branches = List.of(a.branchIndex(query, key), b.branchIndex(query, key));
                int first = key;
                while (key <= query
                        && a.branchIndex(query, key) == branches.get(0)
                        && b.branchIndex(query, key) == branches.get(1)) {
                    key = Math.min(a.runEnd(query, key), b.runEnd(query, key));
                }
                classes.computeIfAbsent(branches, unseen -> IntStream.builder())
                        .add(query)
                        .add(first)
                        .add(key - 1);
            }
        }
        int[] each = IntStream.range(0, positions).toArray();
        List<CellClass> found = new ArrayList<>();
        classes.forEach((branches, runs) -> found.add(cells(
                a.branches().get(branches.get(0)),
                b.branches().get(branches.get(1)),
                each,
                runs.build().toArray())));
        return found;
    }

    /**
     * The corners (0, 0), (last, 0) and (last, last) of the triangle of cells. A difference of affine angles is affine in query
     * and key, so that it takes its extremes there.
     */
    static List<CellClass> corners(PositionScheme a, PositionScheme b, int positions) {
        return List.of(cells(
                a.branches().get(0), b.branches().get(0), new int[] {0, positions - 1}, new int[] {0, 0, 0, 1, 0, 1}));
    }

    /** @param runs query, first and last key of each run */
    private static CellClass cells(Branch a, Branch b, int[] positions, int[] runs) {
        return new CellClass(a, b, positions, column(runs, 0), column(runs, 1), column(runs, 2));
    }

    private static int[] column(int[] runs, int column) {
        return IntStream.range(0, runs.length / 3)
                .map(run -> runs[3 * run + column])
                .toArray();
    }
}
