package io.github.ropelab.experiments.reproduction.interpolation;

import java.util.Arrays;

/**
 * The recipe of the paper's appendix: {@code XᵀX·c = Xᵀy} in float32, no ridge, by elimination with partial pivoting. Which
 * way the sums run is not part of the recipe.
 */
final class FloatNormalEquations {
    private final double[][] x;
    private final boolean backwards;
    private final float[][] gram;

    /**
     * Sums XᵀX.
     *
     * @param x float32 values [points][columns]
     * @param backwards whether sums over points run from the last to the first
     */
    FloatNormalEquations(double[][] x, boolean backwards) {
        this.x = x;
        this.backwards = backwards;
        int columns = x[0].length;
        gram = new float[columns][columns];
        for (int i = 0; i < x.length; i++) {
            double[] row = row(i);
            for (int a = 0; a < columns; a++) {
                for (int b = 0; b < columns; b++) {
                    gram[a][b] += (float) row[a] * (float) row[b];
                }
            }
        }
    }

    /** The weights c. */
    double[] weights(double[] y) {
        int columns = gram.length;
        float[][] matrix = new float[columns][];
        for (int a = 0; a < columns; a++) {
            matrix[a] = Arrays.copyOf(gram[a], columns + 1);
        }
        for (int i = 0; i < x.length; i++) {
            float target = (float) y[backwards ? x.length - 1 - i : i];
            double[] row = row(i);
            for (int a = 0; a < columns; a++) {
                matrix[a][columns] += (float) row[a] * target;
            }
        }
        return solve(matrix);
    }

    private double[] row(int i) {
        return x[backwards ? x.length - 1 - i : i];
    }

    private static double[] solve(float[][] matrix) {
        int n = matrix.length;
        for (int pivot = 0; pivot < n; pivot++) {
            int best = pivot;
            for (int row = pivot + 1; row < n; row++) {
                best = Math.abs(matrix[row][pivot]) > Math.abs(matrix[best][pivot]) ? row : best;
            }
            float[] swapped = matrix[pivot];
            matrix[pivot] = matrix[best];
            matrix[best] = swapped;
            for (int row = pivot + 1; row < n; row++) {
                float factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (int column = pivot; column <= n; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
            }
        }
        double[] c = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            float sum = matrix[row][n];
            for (int column = row + 1; column < n; column++) {
                sum -= matrix[row][column] * (float) c[column];
            }
            c[row] = sum / matrix[row][row];
        }
        return c;
    }
}
