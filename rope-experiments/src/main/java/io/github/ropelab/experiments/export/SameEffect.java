package io.github.ropelab.experiments.export;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import java.util.OptionalDouble;

/**
 * Whether two encodings score every pair of tokens alike, up to rounding.
 *
 * @param relative bound on the difference of frequencies, relative
 */
record SameEffect(double relative) {
    /** The same formula in double: a few roundings of a power, a quotient and a product. */
    static final SameEffect DOUBLE = new SameEffect(1e-12);

    /** Divisors rounded to float32: half an ulp is 6e-8. */
    static final SameEffect FLOAT32 = new SameEffect(1.2e-7);

    private static final double AMPLITUDE = 1e-12;

    /** A pair divided by {@link FrequencyMap#STILL} turns by less than 1e-20 radians in 10^9 tokens: it stands still. */
    private static final double STANDS = 1e-29;

    private static final int COUNTED = 4096;
    private static final int LONGEST = 1 << 30;

    /** Compares frequencies, positions, axes, growth, amplitude and logit scale. */
    boolean of(PositionEncoding a, PositionEncoding b) {
        OptionalDouble slopeA = FrequencyMap.slope(a);
        OptionalDouble slopeB = FrequencyMap.slope(b);
        boolean affine = slopeA.isPresent() && slopeB.isPresent();
        return (affine || a.positions().equals(b.positions()))
                && close(
                        a.frequencies(),
                        affine ? slopeA.getAsDouble() : 1,
                        b.frequencies(),
                        affine ? slopeB.getAsDouble() : 1)
                && a.radial().equals(b.radial())
                && a.axes().equals(b.axes())
                && Math.abs(a.attention().amplitude() - b.attention().amplitude())
                        <= AMPLITUDE * b.attention().amplitude()
                && close(a.attention().logit(), b.attention().logit());
    }

    private boolean close(FrequencySchedule a, double slopeA, FrequencySchedule b, double slopeB) {
        if (a.pairs() != b.pairs()) {
            return false;
        }
        for (int i = 0; i < a.pairs(); i++) {
            double x = a.omega(i) * slopeA;
            double y = b.omega(i) * slopeB;
            boolean still = Math.max(x, y) <= STANDS;
            if (!still && Math.abs(x - y) > relative * Math.max(x, y)) {
                return false;
            }
        }
        return true;
    }

    /** Compares the first 4096 positions and the neighbours of powers of 2. */
    private static boolean close(LogitScale a, LogitScale b) {
        if (a.equals(b)) {
            return true;
        }
        for (int m = 0; m < COUNTED; m++) {
            if (!close(a, b, m)) {
                return false;
            }
        }
        for (int power = COUNTED; power < LONGEST; power *= 2) {
            if (!close(a, b, power - 1) || !close(a, b, power) || !close(a, b, power + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(LogitScale a, LogitScale b, int position) {
        return Math.abs(a.at(position) - b.at(position)) <= AMPLITUDE * Math.abs(b.at(position));
    }
}
