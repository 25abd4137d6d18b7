package io.github.ropelab.experiments.reproduction.identity;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import java.util.stream.IntStream;

/**
 * A modification by 2 and then by 4 against the same by 8, on the bands of the unmodified frequencies: |r_2·r_4/r_8 - 1| with
 * r_s = ω_s/θ.
 *
 * @param gaps per pair
 */
record Composition(double[] gaps) {
    /** Far above the rounding of two products and a quotient. */
    private static final double ROUNDING = 1e-12;

    static Composition of(Rope rope, String strategy) {
        FrequencySchedule theta = rope.frequencies("none");
        FrequencySchedule two = rope.frequencies(strategy + ":factor=2");
        FrequencySchedule four = rope.frequencies(strategy + ":factor=4");
        FrequencySchedule eight = rope.frequencies(strategy + ":factor=8");
        return new Composition(IntStream.range(0, theta.pairs())
                .mapToDouble(j -> Math.abs(two.omega(j) / theta.omega(j) * (four.omega(j) / eight.omega(j)) - 1))
                .toArray());
    }

    double largest() {
        return gaps[furthest()];
    }

    /** The pair of the largest gap. */
    int furthest() {
        int furthest = 0;
        for (int j = 1; j < gaps.length; j++) {
            furthest = gaps[j] > gaps[furthest] ? j : furthest;
        }
        return furthest;
    }

    /** Pairs that are not composed. */
    int pairs() {
        return (int)
                IntStream.range(0, gaps.length).filter(j -> gaps[j] > ROUNDING).count();
    }
}
