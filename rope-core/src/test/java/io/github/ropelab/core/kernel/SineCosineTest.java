package io.github.ropelab.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bit for bit against StrictMath: no tolerance. */
class SineCosineTest {
    private final double[] cos = new double[1];
    private final double[] sin = new double[1];
    private int compared;

    private void same(double angle) {
        SineCosine.put(angle, cos, sin, 0);
        long c = Double.doubleToRawLongBits(StrictMath.cos(angle));
        long s = Double.doubleToRawLongBits(StrictMath.sin(angle));
        if (Double.doubleToRawLongBits(cos[0]) != c || Double.doubleToRawLongBits(sin[0]) != s) {
            assertThat(new double[] {cos[0], sin[0]})
                    .as("%s (%s)", angle, Double.toHexString(angle))
                    .isEqualTo(new double[] {StrictMath.cos(angle), StrictMath.sin(angle)});
        }
        compared++;
    }

    private void around(double angle) {
        double up = angle;
        double down = angle;
        for (int i = 0; i < 40; i++) {
            same(up);
            same(down);
            up = Math.nextUp(up);
            down = Math.nextDown(down);
        }
    }

    @Test
    void anglesOfEverySizeAgree() {
        Random random = new Random(11);
        for (int i = 0; i < 3_000_000; i++) {
            same(random.nextDouble() * 900_000);
            same(Math.scalb(random.nextDouble(), random.nextInt(80) - 50));
        }
        assertThat(compared).isEqualTo(6_000_000);
    }

    @Test
    void neighboursOfMultiplesOfAQuarterTurnAgree() {
        for (int n = 0; n < 40_000; n++) {
            around(n * (Math.PI / 4));
        }
        for (int n = 1; n < 530_000; n++) {
            same(n * (Math.PI / 2));
            same(Math.nextUp(n * (Math.PI / 2)));
            same((float) (n * (Math.PI / 2)));
        }
        assertThat(compared).isGreaterThan(4_000_000);
    }

    @Test
    void roundedAndExtremeAnglesAgree() {
        Random random = new Random(12);
        for (int i = 0; i < 1_000_000; i++) {
            same((float) (random.nextDouble() * 1_000_000));
            same(random.nextInt(2_000_000));
            same(-random.nextDouble() * 1_000);
        }
        for (double angle : new double[] {
            0,
            -0.0,
            Double.MIN_VALUE,
            0x1p-27,
            0x1p-28,
            0.3,
            0.78125,
            Math.PI / 4,
            823_549.6,
            1e15,
            1e300,
            Double.NaN,
            Double.POSITIVE_INFINITY
        }) {
            same(angle);
            same(-angle);
            around(angle);
        }
    }
}
