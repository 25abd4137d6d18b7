package io.github.ropelab.experiments.reproduction.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionHeadsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void headsOfAnyDistanceAreAsSharpAsWantedAndBlurredWhereTheyAreNotBuiltSharp(int distance) {
        PositionHeads heads = new PositionHeads(new Rope(32, 10_000, Lengths.trained(128)), 128);
        assertThat(heads.blurred(distance, 0.01)).isZero();
        assertThat(heads.blurred(distance, 0.01, 0.00001))
                .as("a norm for ε = 0.01 leaves about 0.01/127 at each neighbour")
                .isPositive();
    }
}
