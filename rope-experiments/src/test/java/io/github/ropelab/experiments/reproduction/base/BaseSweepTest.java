package io.github.ropelab.experiments.reproduction.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.analysis.decay.BaseGrid;
import io.github.ropelab.core.analysis.decay.GoodBases;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BaseSweepTest {
    /** Nearer to an edge than this the core's curve and the sweep may round to different signs. */
    private static final double EDGE = 1e-9;

    @Test
    @DisplayName("Every good base of a grid lies in an interval, and every base of the grid in an interval is good")
    void agreesWithTheGrid() {
        for (int width : new int[] {16, 64, 128}) {
            int length = 512;
            List<BaseSweep.Interval> intervals = new BaseSweep(width, length).between(1.001, 1e5, Integer.MAX_VALUE);
            BaseGrid grid = new BaseGrid(1.002, 9e4, 4000);
            List<GoodBases.Interval> good =
                    GoodBases.scan(grid, width, length - 1, 2).intervals();
            for (int i = 0; i < grid.size(); i++) {
                double base = grid.base(i);
                boolean swept = intervals.stream().anyMatch(in -> in.from() <= base && base <= in.to());
                boolean scanned = good.stream().anyMatch(in -> in.from() <= base && base <= in.to());
                assertThat(swept).as("base %s at d = %s", base, width).isEqualTo(scanned);
            }
            assertThat(good).isNotEmpty();
        }
    }

    @Test
    @DisplayName("Signs change at every edge: the decay curve is negative outside and nowhere inside")
    void edgesAreEdges() {
        int length = 2048;
        List<BaseSweep.Interval> intervals = new BaseSweep(128, length).between(1.001, 3e4, Integer.MAX_VALUE);

        assertThat(intervals).hasSize(9);
        for (BaseSweep.Interval interval : intervals) {
            assertThat(good(interval.from() * (1 - EDGE), length)).isFalse();
            assertThat(good(interval.from() * (1 + EDGE), length)).isTrue();
            if (interval.to() < 3e4) {
                assertThat(good(interval.to() * (1 - EDGE), length)).isTrue();
                assertThat(good(interval.to() * (1 + EDGE), length)).isFalse();
            }
        }
    }

    @Test
    @DisplayName("An interval that a coarse grid misses is found")
    void findsThinIntervals() {
        BaseGrid coarse = new BaseGrid(1e3, 1e5, 200);

        BaseSweep.Interval first =
                new BaseSweep(128, 4096).between(1.001, 1e5, 1).get(0);

        assertThat(first.to() / first.from() - 1).isLessThan(coarse.relativeStep() / 10);
        assertThat(GoodBases.scan(coarse, 128, 4095, 1).smallest().orElseThrow())
                .isGreaterThan(first.to());
    }

    private static boolean good(double base, int length) {
        return MenDecay.firstNegative(FrequencySchedule.geometric(base, 128), length - 1) == length;
    }
}
