package io.github.ropelab.experiments.reproduction.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class XposDecayTest {
    @Test
    void resolutionIsOneForASingleSharpPeakZeroForFlatScoresAndNegativeForRisingOnes() {
        assertThat(XposDecay.resolution(new double[] {100, 0, 0, 0})).isCloseTo(1, within(1e-12));
        assertThat(XposDecay.resolution(new double[] {3, 3, 3, 3})).isZero();
        assertThat(XposDecay.resolution(new double[] {0, 1, 2, 3})).isNegative();
    }

    @Test
    void resolutionIsEquationThree() {
        double expected = (Math.E * (Math.E - 1) + 1 * (1 - 1 / Math.E)) / ((Math.E + 1) * (Math.E + 1));
        assertThat(XposDecay.resolution(new double[] {1, 0, -1})).isCloseTo(expected, within(1e-15));
    }
}
