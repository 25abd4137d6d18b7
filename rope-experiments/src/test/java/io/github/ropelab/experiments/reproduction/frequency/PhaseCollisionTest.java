package io.github.ropelab.experiments.reproduction.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PhaseCollisionTest {
    @Test
    void kernelIsTheMeanOfTheProductsOfCosines() {
        double[] omega = {1, 0.3, 0.02};
        double[][] kernel = new double[3][3];
        int steps = 400_000;
        for (int k = 0; k < steps; k++) {
            double distance = (k + 0.5) * 100 / steps;
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    kernel[i][j] += StrictMath.cos(omega[i] * distance) * StrictMath.cos(omega[j] * distance) / steps;
                }
            }
        }
        double score = 0;
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < j; i++) {
                score += kernel[i][j] * kernel[i][j] / (kernel[i][i] * kernel[j][j]);
            }
        }
        assertThat(new PhaseCollision(omega, 100).score())
                .isCloseTo(score, within(1e-8)); // midpoint rule: (ω·step)²/24 of the value
    }

    @Test
    void equalPairsAreOneAndPairsOfWholeHalfTurnsAreAllDifferent() {
        PhaseCollision equal = new PhaseCollision(new double[] {0.5, 0.5, 0.5}, 50);
        assertThat(equal.score()).isCloseTo(3, within(1e-12));
        assertThat(equal.effectiveRank()).isCloseTo(1, within(1e-9)); // eigenvalues left by rounding, some 1e-16
        double turn = Math.PI / 50;
        PhaseCollision different = new PhaseCollision(new double[] {turn, 2 * turn, 3 * turn}, 50);
        assertThat(different.score()).isCloseTo(0, within(1e-12));
        assertThat(different.effectiveRank()).isCloseTo(3, within(1e-12));
    }

    @Test
    void floorMovesTheMiddleByOneChannelAndItsExpansionImprovesWithEachTerm() {
        for (int channels : new int[] {16, 64, 512}) {
            double tau = EvqFloor.exact(channels);
            double moved = 0.5 - (1 - StrictMath.log(x(tau) + Math.sqrt(x(tau) * x(tau) + 1)) / tau);
            assertThat(Math.abs(moved)).isCloseTo(1.0 / channels, within(1e-12));
            assertThat(EvqFloor.errorOfThreeTerms(channels)).isLessThan(EvqFloor.errorOfOneTerm(channels) / 40);
        }
    }

    private static double x(double tau) {
        return StrictMath.sinh(tau) / 2;
    }
}
