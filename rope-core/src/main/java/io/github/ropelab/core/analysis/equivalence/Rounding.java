package io.github.ropelab.core.analysis.equivalence;

/** How far two computations of the same number may lie apart. */
final class Rounding {
    /**
     * Units of 2^-52. A frequency b^(-2i/d) carries the rounding of its exponent, |ln ω| ≤ 25 half units for every base up to
     * 7e10, and 1 unit of the power; a base that was itself computed (b·λ^(d/(d-2))) adds about 4, a ramp or a ratio 3, map
     * and product 3. That is less than 25 units a side; 64 leaves room for both. It is relative, so what grows with the position
     * is judged by the angle that it reaches in the range.
     */
    private static final double UNITS = 64;

    /** Relative bound. */
    static final double RELATIVE = UNITS * 0x1p-52;

    private Rounding() {}

    /**
     * Bound on the difference of two angles (radians) or exponents (nepers) that reach the given size. Below 1 it stays as it
     * is at 1: cosine, sine and exponential of smaller arguments differ by no more than the rounding of a unit vector.
     */
    static double tolerance(double reach) {
        return RELATIVE * Math.max(1, reach);
    }

    /** Whether two factors are the same number. */
    static boolean sameFactor(double x, double y) {
        return Math.abs(x - y) <= RELATIVE * Math.max(Math.abs(x), Math.abs(y));
    }

    /** Distance of an angle from the nearest whole number of turns, radians. */
    static double offTurns(double angle) {
        return Math.abs(Math.IEEEremainder(angle, 2 * Math.PI));
    }
}
