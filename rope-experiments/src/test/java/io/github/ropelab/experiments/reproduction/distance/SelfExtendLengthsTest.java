package io.github.ropelab.experiments.reproduction.distance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.analysis.EffectivePositions;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfExtendLengthsTest {
    /** The result looks at the first key alone. */
    @ParameterizedTest
    @CsvSource({"exact, 3, 16", "exact, 4, 16", "floor, 5, 16", "floor, 7, 20", "exact, 20, 16"})
    void noKeyIsFartherThanTheFirst(String rounding, int group, int window) {
        Rope rope = new Rope(8, 10_000, Lengths.trained(40));
        EffectivePositions positions = EffectivePositions.of(
                rope.encode("self_extend:group_size=" + group + ",neighbor_window=" + window + ",rounding=" + rounding),
                rope.context());
        int longest = SelfExtendLengths.longest(positions);
        double farthest = 0;
        double next = 0;
        for (int query = 0; query <= longest; query++) {
            for (int key = 0; key <= query; key++) {
                double distance = positions.distance(query, key);
                next = Math.max(next, distance);
                farthest = query < longest ? next : farthest;
            }
        }
        assertThat(farthest).isLessThanOrEqualTo(39);
        assertThat(next).isGreaterThan(39);
    }
}
