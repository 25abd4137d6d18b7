package io.github.ropelab.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTestTest {
    /** Sums of at most 50 terms in double. */
    private static final double ROUNDING = 1e-12;

    /** P(X ≥ k) of n tries at 0.1, summed here term by term from 1. */
    private static double atLeast(int right, int tokens) {
        double below = 0;
        double term = Math.pow(0.9, tokens);
        for (int k = 0; k < right; k++) {
            below += term;
            term *= (tokens - k) / (k + 1.0) * 0.1 / 0.9;
        }
        return 1 - below;
    }

    @ParameterizedTest
    @CsvSource({"50, 5, true", "50, 10, true", "50, 11, false", "50, 0, true", "5, 3, false", "5, 2, true"})
    void aModelIsAtChanceWhileChanceDoesAsWellInOneOfAHundred(int tokens, int right, boolean atChance) {
        ChanceTest test = ChanceTest.of(tokens, right);
        assertThat(test.probability()).isCloseTo(atLeast(right, tokens), within(ROUNDING));
        assertThat(test.atChance()).isEqualTo(atChance);
    }
}
