package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Tolerance;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceCurveTest {
    private static final int LONGEST = 1 << 20;

    /** Of Σ|w| + |v|. Asked for is 1e-12; a schedule with angles rounded to double is off by 1e-11 at this length. */
    private static final double OF_WEIGHT = 2e-14;

    /** Two roundings per cosine and sine, both of order 1, and the last one of the product. */
    private static final Tolerance EXACT_ANGLE = new Tolerance("exact angle", 0, 4e-16);

    private static final double[] CHOSEN_DISTANCES = {
        0, 1, 2, 511, 512, 1023, 1024, 16_383, 16_384, 16_385, 131_071, 524_288, LONGEST - 1, LONGEST
    };

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.8659643233600653, 1.1547819846894584e-4, 1e-9, 3.141592653589793, 0, 6.5e-300})
    void angleIsReducedAsIfTheProductWereNotRounded(double omega) {
        double[] c = new double[1];
        double[] s = new double[1];
        for (double n : CHOSEN_DISTANCES) {
            ExactAngle.put(n, omega, c, s, 0);
            EXACT_ANGLE.check("cos " + n + "·" + omega, c[0], BigAngle.cos(n, omega));
            EXACT_ANGLE.check("sin " + n + "·" + omega, s[0], BigAngle.sin(n, omega));
        }
    }

    @ParameterizedTest
    @CsvSource({"10000, 128", "500000, 128", "100000000, 128", "10000, 6"})
    void valuesAgreeWithDecimalArithmetic(double base, int width) {
        FrequencySchedule frequencies = FrequencySchedule.geometric(base, width);
        Weights weights = new Weights(frequencies, 1);
        DistanceCurve curve = weights.curve();
        double[] values = curve.values(LONGEST + 1, 1);
        Random random = new Random(2);
        for (int i = 0; i < CHOSEN_DISTANCES.length + 10; i++) {
            int distance = i < CHOSEN_DISTANCES.length ? (int) CHOSEN_DISTANCES[i] : random.nextInt(LONGEST);
            double exact = weights.decimal(distance);
            Tolerance tolerance = new Tolerance("share of the weight", 0, OF_WEIGHT * curve.weight());
            tolerance.check("a(" + distance + ")", values[distance], exact);
            tolerance.check("at(" + distance + ")", curve.at(distance), exact);
        }
    }

    @Test
    void blocksAgreeWithSingleValuesAllOverTheRange() {
        FrequencySchedule tiny = FrequencySchedule.of(1, 0.3, 1e-3, 1e-9, 0, 2.999, 7e-5);
        DistanceCurve curve = new Weights(tiny, 3).curve();
        double[] values = curve.values(LONGEST, 2);
        double worst = 0;
        for (int distance = 0; distance < LONGEST; distance += 7) {
            worst = Math.max(worst, Math.abs(values[distance] - curve.at(distance)));
        }
        assertThat(worst).isLessThan(OF_WEIGHT * curve.weight());
    }

    @Test
    void roundedAnglesWouldNotPass() {
        FrequencySchedule frequencies = FrequencySchedule.geometric(10_000, 128);
        DistanceCurve curve = DistanceCurve.ofCosines(frequencies);
        double worst = 0;
        for (int distance = LONGEST - 1000; distance < LONGEST; distance++) {
            double rounded = 0;
            for (int j = 0; j < frequencies.pairs(); j++) {
                rounded += StrictMath.cos(distance * frequencies.omega(j));
            }
            worst = Math.max(worst, Math.abs(rounded - curve.at(distance)));
        }
        assertThat(worst).isGreaterThan(10 * OF_WEIGHT * curve.weight());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 50_001})
    void threadsAndLengthChangeNoBit(int length) {
        DistanceCurve curve = new Weights(FrequencySchedule.geometric(10_000, 32), 4).curve();
        double[] longer = curve.values(60_000, 1);
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(curve.values(length, threads)).isEqualTo(Arrays.copyOf(longer, length));
        }
    }

    @Test
    void orderOfBlocksChangesNoBit() {
        DistanceCurve curve = new Weights(FrequencySchedule.geometric(10_000, 32), 5).curve();
        double[] values = curve.values(40 * CurveBlocks.SIZE, 1);
        CurveBlocks blocks = curve.blocks();
        double[] block = new double[CurveBlocks.SIZE];
        for (int index : new int[] {39, 0, 17, 16, 15, 39, 3}) {
            blocks.read(index, block, 0);
            for (int x = 0; x < block.length; x++) {
                assertThat(block[x]).isEqualTo(values[index * CurveBlocks.SIZE + x]);
            }
        }
    }

    @Test
    void blocksTakeOneCurveAfterTheOther() {
        DistanceCurve first = new Weights(FrequencySchedule.geometric(10_000, 32), 6).curve();
        DistanceCurve second = new Weights(FrequencySchedule.geometric(500_000, 32), 7).curve();
        CurveBlocks blocks = first.blocks();
        double[] block = new double[CurveBlocks.SIZE];
        blocks.read(5, block, 0);
        blocks.load(second);
        blocks.read(2, block, 0);
        double[] values = second.values(3 * CurveBlocks.SIZE, 1);
        assertThat(block).isEqualTo(Arrays.copyOfRange(values, 2 * CurveBlocks.SIZE, values.length));
        assertThatThrownBy(() -> blocks.load(DistanceCurve.ofCosines(FrequencySchedule.of(1))))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("16 pairs");
    }

    @Test
    void noPairsGiveZero() {
        DistanceCurve curve = DistanceCurve.ofCosines(FrequencySchedule.of());
        assertThat(curve.values(3, 1)).containsExactly(0, 0, 0);
        assertThat(curve.at(5)).isZero();
    }

    @Test
    void weightsAreOnePerPair() {
        FrequencySchedule two = FrequencySchedule.of(1, 0.1);
        assertThatThrownBy(() -> new DistanceCurve(two, new double[1], new double[2]))
                .isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("one per pair");
        assertThatThrownBy(() -> new DistanceCurve(two, new double[2], new double[3]))
                .isInstanceOf(InvalidParameter.class);
    }

    /** Random weights of order 1. */
    private static final class Weights {
        private final FrequencySchedule frequencies;
        private final double[] cos;
        private final double[] sin;

        Weights(FrequencySchedule frequencies, long seed) {
            Random random = new Random(seed);
            this.frequencies = frequencies;
            cos = random.doubles(frequencies.pairs(), -1, 1).toArray();
            sin = random.doubles(frequencies.pairs(), -1, 1).toArray();
        }

        DistanceCurve curve() {
            return new DistanceCurve(frequencies, cos, sin);
        }

        double decimal(int distance) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int j = 0; j < cos.length; j++) {
                double omega = frequencies.omega(j);
                sum = sum.add(new BigDecimal(cos[j]).multiply(new BigDecimal(BigAngle.cos(distance, omega))))
                        .add(new BigDecimal(sin[j]).multiply(new BigDecimal(BigAngle.sin(distance, omega))));
            }
            return sum.doubleValue();
        }
    }

    /** cos and sin of an exact product, by 50 digits of π and Taylor's series. */
    private static final class BigAngle {
        private static final MathContext DIGITS = new MathContext(50);
        private static final BigDecimal TWO_PI =
                new BigDecimal("6.28318530717958647692528676655900576839433879875021164194988918461563");

        private BigAngle() {}

        static double cos(double n, double omega) {
            return series(n, omega, 0);
        }

        static double sin(double n, double omega) {
            return series(n, omega, 1);
        }

        private static double series(double n, double omega, int first) {
            BigDecimal angle = new BigDecimal(n).multiply(new BigDecimal(omega)).remainder(TWO_PI);
            BigDecimal square = angle.multiply(angle, DIGITS).negate();
            BigDecimal term = first == 0 ? BigDecimal.ONE : angle;
            BigDecimal sum = term;
            for (int k = first + 1; k < first + 60; k += 2) {
                term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((long) k * (k + 1)), DIGITS);
                sum = sum.add(term, DIGITS);
            }
            return sum.doubleValue();
        }
    }
}
