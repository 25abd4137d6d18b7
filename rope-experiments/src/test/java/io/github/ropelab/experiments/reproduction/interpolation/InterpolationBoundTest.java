package io.github.ropelab.experiments.reproduction.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.experiments.random.Gaussian;
import io.github.ropelab.experiments.random.Streams;
import io.github.ropelab.experiments.reproduction.frame.Rope;
import org.junit.jupiter.api.Test;

class InterpolationBoundTest {
    /** Sums of up to 128 terms of size 1 in double precision. */
    private static final double ROUNDING = 1e-12;

    private static final int DRAWS = 2000;

    /** A random width, base and gap, and a place in it. */
    private record Case(int d, double c, FrequencySchedule theta, InterpolationBound gap, double s) {
        static Case draw(Streams stream) {
            Gaussian normal = stream.gaussian();
            int d = 2 * (1 + (int) (127 * share(normal)));
            double c = StrictMath.pow(10, 0.5 + 7 * share(normal));
            double left = 40_000 * share(normal);
            double span = StrictMath.pow(2, -4 + 10 * share(normal));
            double s = left + span * share(normal);
            return new Case(d, c, FrequencySchedule.geometric(c, d), new InterpolationBound(left, left + span), s);
        }

        /** Between 0 and 1: the angle of a normal pair, over a full turn. */
        private static double share(Gaussian normal) {
            return StrictMath.atan2(normal.next(), normal.next()) / (2 * Math.PI) + 0.5;
        }

        double error(PairProducts h) {
            return gap.error(h.curve(theta), s);
        }
    }

    @Test
    void noScoreBreaksTheCorrectedBoundNorExceedsTheLargestError() {
        double closest = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Streams stream = Streams.root(1).child("bound").child("draw", draw);
            Case given = Case.draw(stream);
            PairProducts h = RandomScores.draw(stream, given.d(), draw % 2 == 0);
            double error = given.error(h) / h.largest();
            double largest = given.gap().largest(given.theta(), given.s());
            double bound = given.gap().corrected(given.d(), given.c(), given.s());
            assertThat(error).as("%s", given).isLessThanOrEqualTo(largest + ROUNDING);
            assertThat(largest).as("%s", given).isLessThanOrEqualTo(bound + ROUNDING);
            closest = Math.max(closest, error / bound);
        }
        // Else the draws would not test the bound.
        assertThat(closest).isBetween(0.8, 1.0);
    }

    @Test
    void theCounterexampleReachesTheLargestErrorHalfWayAndBreaksThePrintedBoundAtWidthsInUse() {
        for (int d = 4; d <= 512; d += 4) {
            for (double c : new double[] {1e4, 5e5, 1e7}) {
                FrequencySchedule theta = FrequencySchedule.geometric(c, d);
                InterpolationBound gap = InterpolationBound.unit(d);
                double error = gap.error(PairProducts.turned(theta, -(d + 0.5)).curve(theta), d + 0.5);
                assertThat(error).isCloseTo(gap.largest(theta, d + 0.5), within(ROUNDING * d));
                assertThat(error).isGreaterThan(gap.printed(d, c, d + 0.5));
            }
        }
    }

    @Test
    void aQueryAndAKeyHaveTheScoreOfTheirProducts() {
        Rope rope = new Rope(32, 10_000, Lengths.trained(64));
        double[] q = RandomScores.vector(Streams.root(1).child("q"), 32);
        double[] k = RandomScores.vector(Streams.root(1).child("k"), 32);
        double[] kernel = ScoresByDistance.of(rope, "linear:factor=4", q, k, 64);
        var curve = PairProducts.of(q, k).curve(rope.frequencies("none"));
        for (int distance = 0; distance < 64; distance++) {
            assertThat(kernel[distance]).isCloseTo(curve.at(distance / 4.0), within(ROUNDING * curve.weight()));
        }
    }
}
