package io.github.ropelab.experiments.reproduction.interpolation;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.RotaryTable;

/** The functions sin(s·θ_j) and cos(s·θ_j), whose sums are all scores of one query and key. */
final class RotaryBasis {
    private RotaryBasis() {}

    /** Values [count][d]: sines of all pairs, then cosines, at the distances first .. first+count-1. */
    static double[][] at(FrequencySchedule theta, int first, int count, Arithmetic arithmetic) {
        double[] positions = new double[count];
        for (int i = 0; i < count; i++) {
            positions[i] = first + i;
        }
        RotaryTable table = RotaryTable.of(theta, positions, 1, arithmetic);
        int pairs = theta.pairs();
        double[][] values = new double[count][2 * pairs];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < pairs; j++) {
                values[i][j] = table.sin(i, j);
                values[i][pairs + j] = table.cos(i, j);
            }
        }
        return values;
    }

    /** Sums of the functions, weighted, at every row. */
    static double[] sums(double[][] basis, double[] weights) {
        double[] sums = new double[basis.length];
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                sums[i] += basis[i][j] * weights[j];
            }
        }
        return sums;
    }

    /** Largest size. */
    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
