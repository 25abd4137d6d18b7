package io.github.ropelab.experiments.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Pairing;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.data.GaussianVectors;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.junit.jupiter.api.Test;

class StreamsTest {
    /** First outputs of xoshiro256++ for the state (1, 2, 3, 4): rotl(s0 + s3, 23) + s0, by hand for the first. */
    @Test
    void theGeneratorIsXoshiro256PlusPlus() {
        XoShiRo256PlusPlus generator = new XoShiRo256PlusPlus(1, 2, 3, 4);
        assertThat(generator.nextLong()).isEqualTo(Long.rotateLeft(1 + 4, 23) + 1);
        assertThat(generator.nextLong()).isEqualTo(58720359L);
        assertThat(generator.nextLong()).isEqualTo(3588806011781223L);
        assertThat(generator.nextLong()).isEqualTo(3591011842654386L);
    }

    @Test
    void theNameAloneDecides() {
        double a = Streams.root(7).child("q").child("seed", 1).gaussian().next();
        assertThat(Streams.root(7).child("q").child("seed", 1).gaussian().next())
                .isEqualTo(a);
        assertThat(Streams.root(7).child("q").child("seed", 2).gaussian().next())
                .isNotEqualTo(a);
        assertThat(Streams.root(8).child("q").child("seed", 1).gaussian().next())
                .isNotEqualTo(a);
    }

    /** 10^5 values: the mean's standard error is 0.003, the variance's 0.0045; bounds are five of each. */
    @Test
    void valuesAreStandardNormal() {
        Gaussian gaussian = Streams.root(1).gaussian();
        SummaryStatistics statistics = new SummaryStatistics();
        for (int i = 0; i < 100_000; i++) {
            statistics.addValue(gaussian.next());
        }
        assertThat(Math.abs(statistics.getMean())).isLessThan(0.016);
        assertThat(Math.abs(statistics.getVariance() - 1)).isLessThan(0.023);
    }

    @Test
    void shapedVectorsHaveTheStatedEnergyAndShorterLengthsArePrefixes() {
        int tokens = 4000;
        RotaryGeometry geometry = RotaryGeometry.full(64, Pairing.HALF_SPLIT);
        GaussianVectors shaped = new GaussianVectors(
                "shaped", geometry, 10_000, List.of(0.1, 0.2, 0.3, 0.4), List.of(0.0, 0.0, 0.0, 0.0), 5, 1);
        double[] q = shaped.load(shaped.slices().get(0), tokens).q();
        double slowest = 0;
        for (int i = 0; i < q.length; i++) {
            int pair = i % 64 % 32;
            slowest += pair >= 24 ? q[i] * q[i] : 0;
        }
        assertThat(slowest / tokens).isBetween(0.39 * 64, 0.41 * 64);
        assertThat(Arrays.copyOf(q, 640))
                .isEqualTo(shaped.load(shaped.slices().get(0), 10).q());
    }
}
