package io.github.ropelab.experiments.reproduction.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureGapTest {
    /** Angles of a few hundred radians are rounded to some 10⁻¹⁴. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.7, 0.31, 0.1, 0.05, 0.01})
    void searchFindsTheNearestTrainedAngle(double omega) {
        double largest = 0;
        for (int n = 64; n < 512; n++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int m = 0; m < 64; m++) {
                nearest = Math.min(nearest, 2 * Math.abs(StrictMath.sin((n - m) * omega / 2)));
            }
            largest = Math.max(largest, nearest);
        }
        assertThat(FeatureGap.of(omega, 64, 512)).isCloseTo(largest, within(ROUNDING));
    }

    @Test
    void wholeWavelengthsCloseItUpToTheTrainedLengthAlone() {
        assertThat(FeatureGap.of(2 * Math.PI / 64, 64, 512)).isCloseTo(0, within(ROUNDING));
        assertThat(FeatureGap.of(2 * Math.PI / 65, 64, 512))
                .as("position 64 is new")
                .isCloseTo(2 * StrictMath.sin(Math.PI / 65), within(ROUNDING));
    }
}
