package io.github.ropelab.experiments.reproduction.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.RopeContext;
import io.github.ropelab.experiments.published.Published;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Recomputed;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What results from drawn vectors rest on: two-sided scatter, scores that see the distance alone, the metrics' softmax. */
class DrawnResultsTest {
    private static final int COUNT = 500;

    /** Numbers of the scatter that agree, when normal values were changed by a function. */
    private static long agreeing(DoubleUnaryOperator change) {
        Gaussian gaussian = Streams.root(1).child("scatter").gaussian();
        double[] z = new double[COUNT];
        Arrays.setAll(z, i -> change.applyAsDouble(gaussian.next()));
        Recomputed recomputed = new Recomputed();
        Scatter.put(recomputed, "x", z);
        Map<String, Double> values = recomputed.values();
        return Scatter.expected("x", "x", COUNT).stream()
                .filter((Published number) -> number.agrees(values.get(number.name())))
                .count();
    }

    @Test
    void scatterIsTwoSided() {
        assertThat(agreeing(z -> z)).isEqualTo(3);
        assertThat(agreeing(z -> 0.7 * z)).isLessThan(3);
        assertThat(agreeing(z -> 0)).isZero();
        assertThat(agreeing(z -> 1.4 * z)).isLessThan(3);
        assertThat(agreeing(z -> z + 1)).isLessThan(3);
    }

    /** At distance 0 no frequency matters; at others the kernel turns the pairs. */
    @Test
    void scoresOfDrawnPairsSeeTheDistance() {
        RopeContext context = DriftOracle.context(8192);
        PairScores pairs = PairScores.drawn(context, Streams.root(2), 5);
        double[] plain = pairs.at(DriftOracle.encode(10_000, "none", 8192), 0);
        double[] interpolated = pairs.at(DriftOracle.encode(10_000, "linear:factor=4", 8192), 0);
        double[] apart = pairs.at(DriftOracle.encode(10_000, "linear:factor=4", 8192), 64);
        double[] sixteen = pairs.at(DriftOracle.encode(10_000, "none", 8192), 16);
        for (int i = 0; i < plain.length; i++) {
            // Sums of 128 products of size 1 with angles up to 1064 rad.
            assertThat(interpolated[i]).isCloseTo(plain[i], within(1e-10));
            assertThat(apart[i]).isCloseTo(sixteen[i], within(1e-10));
            assertThat(Math.abs(apart[i] - plain[i])).isGreaterThan(1e-3);
        }
    }

    @Test
    void rowsOfGivenLogits() {
        SoftmaxRow row = new SoftmaxRow(4);
        double ln4 = StrictMath.log(4);
        assertThat(row.of(new double[] {7, 7, 7, 7}, 3).entropy()).isCloseTo(ln4, within(1e-14));
        // Weights 1/2, 1/6, 1/6, 1/6: H = ln 2 / 2 + ln 6 / 2.
        double ln3 = StrictMath.log(3);
        assertThat(row.of(new double[] {ln3 / 2, 0, 0, 0}, 2).entropy())
                .isCloseTo((StrictMath.log(2) + StrictMath.log(6)) / 2, within(1e-14));
    }
}
