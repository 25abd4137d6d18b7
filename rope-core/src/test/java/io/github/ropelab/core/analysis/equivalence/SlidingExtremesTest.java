package io.github.ropelab.core.analysis.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingExtremesTest {
    @Test
    void windowsThatMoveOnJumpAheadOrGoBackHaveTheirOwnExtremes() {
        Random random = new Random(4);
        double[] values = random.doubles(50, -1, 1).toArray();
        SlidingExtremes window = new SlidingExtremes(values);
        for (int i = 0; i < 3000; i++) {
            int from = random.nextInt(values.length);
            int to = from + random.nextInt(values.length - from);
            window.move(from, to);
            double[] inside = Arrays.copyOfRange(values, from, to + 1);
            assertThat(values[window.smallest()])
                    .isEqualTo(Arrays.stream(inside).min().orElseThrow());
            assertThat(values[window.largest()])
                    .isEqualTo(Arrays.stream(inside).max().orElseThrow());
        }
    }
}
