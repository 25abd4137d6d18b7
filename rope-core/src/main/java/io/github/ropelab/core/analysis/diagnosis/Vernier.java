package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.PairAxes;
import java.util.ArrayList;
import java.util.List;

/**
 * The effective position of each row, given the frequencies: read roughly from the slowest pair and then, as on a
 * vernier, ever more finely from faster ones, each predicted to less than half a turn.
 */
final class Vernier {
    private static final double HALF_TURN = Math.PI / 2;

    private Vernier() {}

    /** Effective positions [rows], tokens; NaN where the pairs do not agree on one. */
    static double[] positions(ObservedRotation observed, double[] omega, PairAxes axes) {
        Integer[] slowFirst = slowFirst(omega);
        double[] effective = new double[observed.rows()];
        for (int t = 0; t < effective.length; t++) {
            effective[t] = position(observed, omega, axes, slowFirst, t);
        }
        return effective;
    }

    private static Integer[] slowFirst(double[] omega) {
        List<Integer> turning = new ArrayList<>();
        for (int i = 0; i < omega.length; i++) {
            if (omega[i] != 0) {
                turning.add(i);
            }
        }
        turning.sort((a, b) -> Double.compare(Math.abs(omega[a]), Math.abs(omega[b])));
        return turning.toArray(new Integer[0]);
    }

    private static double position(
            ObservedRotation observed, double[] omega, PairAxes axes, Integer[] slowFirst, int row) {
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        // The slowest pair alone may have turned more than once: its branch nearest to the declared position comes
        // first.
        double turn = slowFirst.length == 0 ? 0 : 2 * Math.PI / Math.abs(omega[slowFirst[0]]);
        double declared = slowFirst.length == 0 ? 0 : observed.position(row, axes.of(slowFirst[0]));
        int turns = (int) Math.min(8, Math.ceil(declared / Math.max(turn, 1)));
        for (int k = -1; k <= turns; k++) {
            double start = Double.NaN;
            double uncertainty = Double.POSITIVE_INFINITY;
            double p = 0;
            boolean consistent = true;
            for (int pair : slowFirst) {
                double phase = observed.phase(row, pair);
                if (Double.isNaN(phase)) {
                    continue;
                }
                double w = omega[pair];
                double allowed = observed.noise(w * declared) / Math.abs(w);
                if (Double.isNaN(start)) {
                    start = phase / w + k * turn;
                    p = start;
                    uncertainty = allowed;
                } else {
                    double off = ObservedRotation.wrap(phase - p * w);
                    if (Math.abs(off) > Math.min(HALF_TURN, (uncertainty + allowed) * Math.abs(w) * 2)) {
                        consistent = false;
                        break;
                    }
                    double weight = square(uncertainty) / (square(uncertainty) + square(allowed));
                    p += off / w * weight;
                    uncertainty = Math.min(uncertainty, allowed);
                }
            }
            if (consistent && !Double.isNaN(start) && Math.abs(p - declared) < least) {
                least = Math.abs(p - declared);
                best = p;
            }
        }
        return best;
    }

    private static double square(double x) {
        return x * x;
    }
}
