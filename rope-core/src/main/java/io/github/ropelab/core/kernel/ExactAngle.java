package io.github.ropelab.core.kernel;

/**
 * Cosine and sine of a product n·ω as if the product were not rounded: a double angle of 10⁶ radians is off by up to
 * 6·10⁻¹¹ before any cosine is taken. With {@code n·ω = a + e} exactly, a the rounded product and e its rounding error
 * from a fused multiply-add, and |e| far below 1, {@code cos(n·ω) = cos a - e·sin a} and {@code sin(n·ω) = sin a + e·cos a}
 * up to e²/2.
 */
public final class ExactAngle {
    private ExactAngle() {}

    /**
     * Writes cos(n·ω) and sin(n·ω) to element {@code at} of the arrays.
     *
     * @param n tokens, |n·ω| up to 10⁸ radians, where e²/2 is below 3·10⁻¹⁷
     * @param omega radians per token
     */
    public static void put(double n, double omega, double[] cos, double[] sin, int at) {
        double angle = n * omega;
        double error = Math.fma(n, omega, -angle);
        SineCosine.put(angle, cos, sin, at);
        double c = cos[at];
        double s = sin[at];
        cos[at] = c - error * s;
        sin[at] = s + error * c;
    }
}
