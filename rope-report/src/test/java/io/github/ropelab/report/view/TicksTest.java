package io.github.ropelab.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    @Test
    void pairsAreLabelledAtPowersOfTwoAndAtTheLast() {
        assertThat(Ticks.powers(64, 7)).containsExactly(0, 16, 32, 48, 63);
        assertThat(Ticks.powers(1, 7)).containsExactly(0);
        assertThat(Ticks.powers(2, 7)).containsExactly(0, 1);
    }

    @Test
    void wantedPlacesComeFirst() {
        assertThat(Ticks.of(100, 4, List.of(97, 99, 0))).contains(0, 97).doesNotContain(99);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 31, 48, 64, 100, 128, 256, 512})
    void labelsNeverTouch(int count) {
        for (int most = 1; most <= 24; most++) {
            for (List<Integer> ticks :
                    List.of(Ticks.of(count, most, List.of()), Ticks.powers(count, Math.max(2, most)))) {
                assertThat(ticks).isSorted().isNotEmpty().hasSizeLessThanOrEqualTo(Math.max(2, most) + 1);
                for (int i = 1; i < ticks.size(); i++) {
                    assertThat(ticks.get(i) - ticks.get(i - 1))
                            .isGreaterThanOrEqualTo((int) Math.ceil((double) count / Math.max(2, most) - 1e-9));
                }
            }
        }
    }
}
