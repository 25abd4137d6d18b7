package io.github.ropelab.core.kernel;

/**
 * exp(-y) in float32, y from 0 to 87: 2^(n + r) with n whole and |r| ≤ 1/2, a polynomial in r, and n added to the
 * exponent. The polynomial's error is 7e-8; rounding y·log₂e adds 6e-8·y, so that the error of a softmax weight stays
 * below 1e-7 of the largest weight. The numbers are shared by all loops.
 */
public final class FloatExp {
    /** 1.5·2^23: adding it rounds a small float to an integer, which its low bits then hold. */
    public static final float ROUNDER = 12_582_912f;

    /** log₂ e. */
    public static final float LOG2_E = 1.442695f;

    /** Coefficients of r to r⁶ in 2^r, interpolated in Chebyshev's points on [-1/2, 1/2] with the constant term 1. */
    public static final float C1 = 0.69314718246f;

    /** Of r². */
    public static final float C2 = 0.24022650719f;

    /** Of r³. */
    public static final float C3 = 0.05550356954f;

    /** Of r⁴. */
    public static final float C4 = 9.618083015e-3f;

    /** Of r⁵. */
    public static final float C5 = 1.339086331e-3f;

    /** Of r⁶. */
    public static final float C6 = 1.545316336e-4f;

    private FloatExp() {}

    /** exp(-y). */
    static float ofNegative(float y) {
        float t = y * -LOG2_E;
        float rounded = ROUNDER + t;
        float r = t - (rounded - ROUNDER);
        float p = C6;
        p = p * r + C5;
        p = p * r + C4;
        p = p * r + C3;
        p = p * r + C2;
        p = p * r + C1;
        p = p * r + 1;
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(rounded) << 23));
    }
}
