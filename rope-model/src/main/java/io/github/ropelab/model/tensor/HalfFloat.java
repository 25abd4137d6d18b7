package io.github.ropelab.model.tensor;

/** IEEE 754 binary16 by its bits: sign, 5 bits of exponent, 10 of fraction. Every number is a float32, too. */
public final class HalfFloat {
    private static final int EXPONENT_SHIFT = 112;

    private HalfFloat() {}

    /** The number with these bits. */
    public static float of(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            return Float.intBitsToFloat(Float.floatToRawIntBits(fraction * 0x1p-24f) | sign);
        }
        int widened = exponent == 0x1F ? 0xFF : exponent + EXPONENT_SHIFT;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
