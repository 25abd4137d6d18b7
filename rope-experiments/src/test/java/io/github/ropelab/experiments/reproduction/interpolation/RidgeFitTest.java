package io.github.ropelab.experiments.reproduction.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.experiments.random.Streams;
import org.junit.jupiter.api.Test;

class RidgeFitTest {
    private static final int POINTS = 40;
    private static final int COLUMNS = 6;

    /** Drawn columns have a condition number below 10. */
    private static final double DOUBLE = 1e-12;

    private static final double FLOAT = 1e-5;

    private final double[][] x = new double[POINTS][];
    private final double[] y = RandomScores.vector(Streams.root(2).child("y"), POINTS);

    RidgeFitTest() {
        for (int i = 0; i < POINTS; i++) {
            x[i] = RandomScores.vector(Streams.root(2).child("row", i), COLUMNS);
            for (int j = 0; j < COLUMNS; j++) {
                x[i][j] = (float) x[i][j];
            }
        }
    }

    @Test
    void weightsWithARidgeSolveTheNormalEquations() {
        for (double ridge : new double[] {1e-8, 1, 100}) {
            double[] c = new RidgeFit(x).weights(y, ridge);
            double[] residual = residual(c);
            for (int j = 0; j < COLUMNS; j++) {
                double gradient = -ridge * c[j];
                for (int i = 0; i < POINTS; i++) {
                    gradient += x[i][j] * residual[i];
                }
                assertThat(gradient).isCloseTo(0, within(DOUBLE * POINTS));
            }
        }
    }

    @Test
    void withoutARidgeTheFloatRecipeAgreesWhereTheColumnsAreIndependent() {
        double[] exact = new RidgeFit(x).weights(y);
        assertThat(new FloatNormalEquations(x, false).weights(y)).containsExactly(exact, within(FLOAT));
        assertThat(new FloatNormalEquations(x, true).weights(y)).containsExactly(exact, within(FLOAT));
    }

    @Test
    void aDependentColumnLowersTheRank() {
        assertThat(new RidgeFit(x).rank(1e-12)).isEqualTo(COLUMNS);
        for (double[] row : x) {
            row[0] = row[1] - 2 * row[2];
        }
        assertThat(new RidgeFit(x).rank(1e-12)).isEqualTo(COLUMNS - 1);
        assertThat(new RidgeFit(x).condition()).isGreaterThan(1e14);
    }

    private double[] residual(double[] c) {
        double[] fitted = RotaryBasis.sums(x, c);
        double[] residual = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            residual[i] = y[i] - fitted[i];
        }
        return residual;
    }
}
