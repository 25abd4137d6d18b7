package io.github.ropelab.experiments.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ropelab.core.Tolerance;
import io.github.ropelab.core.layer.Visibility;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JensenShannonTest {
    /** A few dozen terms, each good to some roundings. */
    private static final Tolerance SUMS = new Tolerance("short sums", 1e-13, 1e-16);

    private static double js(double[] a, double[] b) {
        RowMetric.Observer observer = new JensenShannon().start(new CellShape(a.length, a.length, 0));
        observer.observe(
                RowsOf.panel(a, new Visibility.Full()).row(0),
                RowsOf.panel(b, new Visibility.Full()).row(0));
        return observer.finish().stream()
                .filter(m -> m.bucket().axis() == Bucket.Axis.ALL)
                .findAny()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    @Test
    void staysInItsRangeWhereProbabilitiesUnderflow() {
        double[] a = {0, -2000, -2000.5, -745, -700};
        double[] b = {-2000, 0, -1999, -740, -710};
        SUMS.check("apart", js(a, b), StrictMath.log(2));
        assertThat(js(a, a)).isZero();
        assertThat(js(a, b)).isEqualTo(js(b, a));
    }

    /** Two keys, written out. */
    @Test
    void twoKeysFollowTheDefinition() {
        double p = 0.9;
        double r = 0.2;
        double m = (p + r) / 2;
        double expected = (p * StrictMath.log(p / m) + (1 - p) * StrictMath.log((1 - p) / (1 - m))) / 2
                + (r * StrictMath.log(r / m) + (1 - r) * StrictMath.log((1 - r) / (1 - m))) / 2;
        SUMS.check(
                "two keys",
                js(
                        new double[] {StrictMath.log(p), StrictMath.log(1 - p)},
                        new double[] {StrictMath.log(r) + 5, StrictMath.log(1 - r) + 5}),
                expected);
    }

    /** Of a small change it is an eighth of the variance of the score change, under the probabilities. */
    @Test
    void smallChangesGiveAnEighthOfTheVariance() {
        double[] a = new double[40];
        double[] b = new double[40];
        Arrays.setAll(a, n -> StrictMath.sin(3 * n));
        double step = 1e-4;
        Arrays.setAll(b, n -> a[n] + step * StrictMath.cos(5 * n));
        double sum = Arrays.stream(a).map(StrictMath::exp).sum();
        double mean = 0;
        double square = 0;
        for (int n = 0; n < a.length; n++) {
            double p = StrictMath.exp(a[n]) / sum;
            mean += p * StrictMath.cos(5 * n);
            square += p * StrictMath.cos(5 * n) * StrictMath.cos(5 * n);
        }
        double expected = step * step * (square - mean * mean) / 8;
        new Tolerance("next order in the step, and rounding of 1e-16 of 1e-9", 1e-4, 0)
                .check("small", js(a, b), expected);
    }
}
