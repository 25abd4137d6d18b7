package io.github.ropelab.core.analysis.diagnosis;

import java.util.TreeSet;

/** Rows that represent a large dump: 64 dense ones, rows at ever wider steps with their neighbours, and given ones. */
final class Sample {
    private static final int WHOLE = 320;
    private static final int DENSE = 64;
    private static final double STEP = 1.12;

    private Sample() {}

    /** At most some hundred rows; all of them where there are no more. */
    static int[] rows(int count, int... alsoAround) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (int t = 0; t < Math.min(count, count <= WHOLE ? count : DENSE); t++) {
            rows.add(t);
        }
        if (count > WHOLE) {
            for (double t = DENSE; t < count; t *= STEP) {
                around(rows, (int) t, count);
            }
            for (int power = 256; power < count; power *= 2) {
                around(rows, power, count);
            }
            around(rows, count - 1, count);
            for (int row : alsoAround) {
                for (int k = -8; k <= 64; k += 4) {
                    around(rows, row + k, count);
                }
            }
        }
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void around(TreeSet<Integer> rows, int row, int count) {
        for (int t = Math.max(0, row - 1); t <= Math.min(count - 1, row + 1); t++) {
            rows.add(t);
        }
    }
}
