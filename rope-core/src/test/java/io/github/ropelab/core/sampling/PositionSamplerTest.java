package io.github.ropelab.core.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.InvalidParameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of every draw, over many seeds. */
class PositionSamplerTest {
    private static final int SEEDS = 300;

    @Test
    void positionsGrowAndRepeatWithTheSeed() {
        for (PositionSampler sampler : List.of(new Pose(64, 3), new RandomizedPositions(64), new RandomSteps())) {
            for (int seed = 0; seed < SEEDS; seed++) {
                double[] positions = sampler.sample(20, new Random(seed));
                assertThat(positions).hasSize(20);
                assertThat(positions[0]).isNotNegative();
                for (int t = 1; t < 20; t++) {
                    assertThat(positions[t]).as("%s, seed %d", sampler, seed).isGreaterThan(positions[t - 1]);
                }
                assertThat(sampler.sample(20, new Random(seed))).isEqualTo(positions);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 1, 20", "64, 2, 20", "64, 5, 20", "20, 4, 20", "1000, 7, 7", "1, 1, 1"})
    void poseStaysInTheTargetAndHasAtMostItsChunks(int target, int chunks, int length) {
        Set<Integer> cuts = new HashSet<>();
        double furthest = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] positions = new Pose(target, chunks).sample(length, new Random(seed));
            assertThat(positions[0]).isZero();
            assertThat(positions[length - 1]).isLessThan(target);
            int jumps = 0;
            for (int t = 1; t < length; t++) {
                assertThat(positions[t]).isEqualTo(Math.rint(positions[t]));
                if (positions[t] != positions[t - 1] + 1) {
                    jumps++;
                    cuts.add(t);
                }
            }
            assertThat(jumps).isLessThan(chunks);
            furthest = Math.max(furthest, positions[length - 1]);
        }
        if (chunks > 1 && target > length) {
            assertThat(cuts).as("every boundary is cut for some seed").hasSize(length - 1);
            assertThat(furthest).as("the far end is reached").isGreaterThan(0.95 * (target - 1));
        } else {
            assertThat(cuts).isEmpty();
        }
    }

    @Test
    void randomizedPositionsAreWholeAndCoverTheRange() {
        long[] seen = new long[16];
        for (int seed = 0; seed < SEEDS; seed++) {
            for (double position : new RandomizedPositions(16).sample(4, new Random(seed))) {
                assertThat(position).isEqualTo(Math.rint(position));
                seen[(int) position]++;
            }
        }
        // Each of 16 is drawn 75 times on average with a deviation of 7.5.
        assertThat(Arrays.stream(seen).min().getAsLong()).isGreaterThan(75 - 5 * 8);
        assertThat(Arrays.stream(seen).max().getAsLong()).isLessThan(75 + 5 * 8);
        assertThat(new RandomizedPositions(5).sample(5, new Random(1))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void randomStepsAreOneTokenOnAverageAndBelowTwo() {
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] positions = new RandomSteps().sample(100, new Random(seed));
            double before = 0;
            for (double position : positions) {
                assertThat(position - before).isBetween(0.0, 2.0);
                before = position;
            }
            sum += positions[99];
        }
        // The mean of 30,000 steps has a deviation of 0.577/sqrt(30000) = 0.0033.
        assertThat(sum / SEEDS / 100).isBetween(1 - 0.017, 1 + 0.017);
    }

    @Test
    void lengthsWithoutRoomAreRefused() {
        assertThatThrownBy(() -> new Pose(8, 2).sample(9, new Random(1)))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("length must be from 2 (chunks) to 8 (target)");
        assertThatThrownBy(() -> new Pose(8, 2).sample(1, new Random(1))).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new RandomizedPositions(8).sample(9, new Random(1)))
                .isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> new RandomSteps().sample(0, new Random(1))).isInstanceOf(InvalidParameter.class);
    }
}
