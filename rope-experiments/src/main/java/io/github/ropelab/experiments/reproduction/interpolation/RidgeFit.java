package io.github.ropelab.experiments.reproduction.interpolation;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Least squares with an explicit ridge, {@code min ‖Xc - y‖² + λ‖c‖²}, by the singular value decomposition
 * {@code X = UΣVᵀ}: {@code c = V·diag(σ/(σ²+λ))·Uᵀy}. Normal equations would square the condition number.
 */
final class RidgeFit {
    private final double[] sigma;
    private final double[][] u;
    private final double[][] v;

    RidgeFit(double[][] x) {
        var decomposition = new SingularValueDecomposition(new Array2DRowRealMatrix(x, false));
        sigma = decomposition.getSingularValues();
        u = decomposition.getU().getData();
        v = decomposition.getV().getData();
    }

    /** Singular values above a share of the largest. */
    int rank(double share) {
        int rank = 0;
        while (rank < sigma.length && sigma[rank] > share * sigma[0]) {
            rank++;
        }
        return rank;
    }

    /** Largest over smallest singular value. */
    double condition() {
        return sigma[0] / sigma[sigma.length - 1];
    }

    /** The weights c with a ridge λ above 0. */
    double[] weights(double[] y, double ridge) {
        double[] filter = new double[sigma.length];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = sigma[i] / (sigma[i] * sigma[i] + ridge);
        }
        return weights(y, filter);
    }

    /** The weights without a ridge; singular values below one rounding error of the largest count as 0. */
    double[] weights(double[] y) {
        double[] filter = new double[sigma.length];
        for (int i = 0; i < filter.length; i++) {
            filter[i] = sigma[i] > Math.ulp(1.0) * sigma[0] ? 1 / sigma[i] : 0;
        }
        return weights(y, filter);
    }

    private double[] weights(double[] y, double[] filter) {
        double[] c = new double[filter.length];
        for (int i = 0; i < filter.length; i++) {
            double along = 0;
            for (int row = 0; row < y.length; row++) {
                along += u[row][i] * y[row];
            }
            for (int j = 0; j < c.length; j++) {
                c[j] += v[j][i] * filter[i] * along;
            }
        }
        return c;
    }
}
