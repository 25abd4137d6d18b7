package io.github.ropelab.explorer.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BrowserMathTest {
    private static final int DRAWS = 200_000;

    private final Random random = new Random(7);

    @Test
    void equalsTheJdksForTheRestOfAProductWhichCoreAsksFor() {
        for (int i = 0; i < DRAWS; i++) {
            double n = random.nextInt(1 << 24) + (i % 2) * 0.5;
            double omega = Math.pow(10, -8 * random.nextDouble());
            check(n, omega, -(n * omega));
        }
    }

    @Test
    void equalsTheJdksForAnyThreeNumbers() {
        for (int i = 0; i < DRAWS; i++) {
            double a = number(20);
            double b = number(20);
            check(a, b, i % 3 == 0 ? number(20) : -a * b * (1 + (random.nextInt(9) - 4) * Math.ulp(1.0)));
        }
    }

    @Test
    void equalsTheJdksForSpecialNumbers() {
        double[] special = {0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (double a : special) {
            for (double b : special) {
                for (double c : special) {
                    check(a, b, c);
                }
            }
        }
    }

    @Test
    void knowsTheUnitInTheLastPlace() {
        for (int i = 0; i < DRAWS; i++) {
            double x = i % 5 == 0 ? Math.scalb(1.0, random.nextInt(400) - 200) : number(100);
            assertThat(BrowserMath.ulp(x)).as("ulp of %s", x).isEqualTo(Math.ulp(x));
        }
    }

    private double number(int decades) {
        return (random.nextBoolean() ? 1 : -1)
                * (1 + random.nextDouble())
                * Math.pow(10, decades * (2 * random.nextDouble() - 1));
    }

    private static void check(double a, double b, double c) {
        assertThat(BrowserMath.fma(a, b, c)).as("%s * %s + %s", a, b, c).isEqualTo((Double) Math.fma(a, b, c));
    }
}
