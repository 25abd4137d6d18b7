package io.github.ropelab.core;

import java.util.Arrays;

/**
 * A growth of rotated pairs with the position: queries are multiplied by {@code exp(g_i·p)}, keys by {@code exp(-g_i·p)},
 * so that scores keep depending on the distance while norms do not stay (Sun et al. 2022, xPos, arXiv 2212.10554,
 * equation 11). Immutable.
 *
 * <p>Only differences of positions matter to a score, so a call may count p from any token; {@link #centre} is the token
 * that keeps the factors of one call within the range of its arithmetic.
 */
public final class RadialScale {
    private static final RadialScale NONE = new RadialScale(new double[0]);

    private final double[] growth;

    private RadialScale(double[] growth) {
        this.growth = growth;
    }

    /** No growth, for any number of pairs. */
    public static RadialScale none() {
        return NONE;
    }

    /** Growth g [pairs], nepers per token, each finite. Copied. */
    public static RadialScale of(double... growth) {
        for (int pair = 0; pair < growth.length; pair++) {
            InvalidParameter.require(
                    Double.isFinite(growth[pair]), "growth of pair " + pair, growth[pair], "be a finite number");
        }
        return new RadialScale(growth.clone());
    }

    /** Whether no pair grows. */
    public boolean isNone() {
        return growth.length == 0;
    }

    /** Growth g of a pair, nepers per token; 0 where none grows. */
    public double growth(int pair) {
        return isNone() ? 0 : growth[pair];
    }

    /** Factor on the components of {@code pair} of a query at position p, counted from the call's centre. */
    public double ofQuery(int pair, double position) {
        return isNone() ? 1 : StrictMath.exp(growth[pair] * position);
    }

    /** Factor on the components of {@code pair} of a key at position p, counted from the call's centre. */
    public double ofKey(int pair, double position) {
        return ofQuery(pair, -position);
    }

    /**
     * The token that position 0 of the factors lies on in a call of {@code tokens} tokens: the middle one, rounded up
     * (torchscale, {@code min_pos = -(length + offset) // 2}).
     */
    public static int centre(int tokens) {
        return (tokens + 1) / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RadialScale that && Arrays.equals(growth, that.growth);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(growth);
    }

    @Override
    public String toString() {
        return "RadialScale" + Arrays.toString(growth);
    }
}
