package io.github.ropelab.core;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A named bound on |actual - expected|.
 *
 * @param name says why the bound is what it is
 * @param relative factor on |expected|
 * @param absolute floor of the bound
 */
public record Tolerance(String name, double relative, double absolute) {
    /** The same formula in double on another machine: a few roundings of pow and a product. */
    public static final Tolerance DOUBLE = new Tolerance("double", 1e-12, 1e-300);

    /** A rotated double vector of order 1 at positions up to 10^5: an ulp of the angle is 1.5e-11. */
    public static final Tolerance DOUBLE_ROTATION = new Tolerance("double rotation", 0, 3e-11);

    /** Two float products and a float sum of values of order 4, cos and sin each a float ulp off. */
    public static final Tolerance FLOAT_ROTATION = new Tolerance("float rotation", 0, 5e-7);

    /** Whether the bound holds; NaN never does. */
    public boolean accepts(double actual, double expected) {
        return Math.abs(actual - expected) <= Math.max(absolute, relative * Math.abs(expected));
    }

    /** Fails with both values unless the bound holds. */
    public void check(String what, double actual, double expected) {
        assertThat(accepts(actual, expected))
                .as("%s: %s against %s, tolerance %s", what, actual, expected, this)
                .isTrue();
    }
}
