package io.github.ropelab.experiments.reproduction.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReproductionFormulasTest {
    /** Rounding of sums of terms below 2 in size. */
    private static final double ROUNDING = 1e-14;

    @Test
    @DisplayName("Ci(1) and Ci(2) are those of tables, and Ci changes its sign at the zero")
    void cosineIntegral() {
        assertThat(CosineIntegral.at(1)).isCloseTo(0.33740392290096813, within(ROUNDING));
        assertThat(CosineIntegral.at(2)).isCloseTo(0.42298082877486500, within(ROUNDING));
        assertThat(CosineIntegral.at(CosineIntegral.firstZero())).isCloseTo(0, within(ROUNDING));
        assertThat(CosineIntegral.at(CosineIntegral.firstZero() * 0.99)).isNegative();
    }

    @Test
    @DisplayName("The fit gives a power law back; an error in the middle moves its factor alone")
    void powerFit() {
        double[] x = {1, 10, 100};

        PowerFit exact = PowerFit.of(x, new double[] {3, 3 * Math.pow(10, 1.5), 3 * Math.pow(100, 1.5)});
        PowerFit raised = PowerFit.of(x, new double[] {1, Math.exp(3), 1});

        assertThat(exact.factor()).isCloseTo(3, within(100 * ROUNDING));
        assertThat(exact.exponent()).isCloseTo(1.5, within(ROUNDING));
        assertThat(exact.at(10)).isCloseTo(3 * Math.pow(10, 1.5), within(1e-11));
        assertThat(raised.exponent()).isCloseTo(0, within(ROUNDING));
        assertThat(raised.factor()).isCloseTo(Math.E, within(100 * ROUNDING));
    }
}
