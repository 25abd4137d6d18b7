package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Binary floating-point formats (IEEE 754-2019, and the bfloat16 of machine learning: the upper half of a binary32).
 * Rounding is to the nearest value, ties to even, with subnormal numbers, and to infinity beyond the largest number.
 */
public enum NumberFormat {
    /** binary64. */
    FLOAT64("f64") {
        @Override
        public double round(double value) {
            return value;
        }

        @Override
        public double operand(double value) {
            return value;
        }
    },
    /** binary32. */
    FLOAT32("f32") {
        @Override
        public double round(double value) {
            return (float) value;
        }
    },
    /** 8 bits of precision, the exponents of binary32. */
    BFLOAT16("bf16") {
        @Override
        public double round(double value) {
            return nearest(value, 8, -126, 0x1.fep127);
        }
    },
    /** binary16: 11 bits of precision, largest number 65504. */
    FLOAT16("f16") {
        @Override
        public double round(double value) {
            return nearest(value, 11, -14, 65_504);
        }
    };

    private final String id;

    NumberFormat(String id) {
        this.id = id;
    }

    /** The number of this format that is nearest to {@code value}. */
    public abstract double round(double value);

    /** {@code value} in the format that engines compute this one in: float32, but double for FLOAT64. */
    public double operand(double value) {
        return (float) value;
    }

    /**
     * What an operation on this format gives whose value in double is {@code value}: bfloat16 and float16 are computed
     * in float32 and then rounded, hence rounded twice. Products and sums of two float32 numbers lose nothing to the
     * double: 53 bits are at least 2·24 + 2 (Figueroa 1995).
     */
    public double result(double value) {
        return round(operand(value));
    }

    /** The narrowest of bfloat16, float16, float32 and float64 that holds all numbers exactly; infinities and NaN fit all. */
    public static NumberFormat narrowest(double[]... arrays) {
        for (NumberFormat format : List.of(BFLOAT16, FLOAT16, FLOAT32)) {
            if (format.holds(arrays)) {
                return format;
            }
        }
        return FLOAT64;
    }

    private boolean holds(double[]... arrays) {
        for (double[] values : arrays) {
            for (double value : values) {
                if (Double.isFinite(value) && round(value) != value) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Short name in files and on the command line. */
    public String id() {
        return id;
    }

    /** Long name: {@code float64}, {@code float32}, {@code bfloat16}, {@code float16}. */
    public String longId() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a short or a long name; {@code what} names the parameter in the error. */
    public static NumberFormat of(String what, String text) {
        for (NumberFormat format : values()) {
            if (format.id.equals(text) || format.longId().equals(text)) {
                return format;
            }
        }
        throw new InvalidParameter(
                what,
                text,
                "be f64, f32, bf16 or f16",
                Nearest.suggestion(
                        text, Arrays.stream(values()).map(NumberFormat::id).toList()));
    }

    /** Scales the last place to 1, rounds to an integer, scales back; both scalings are exact. */
    private static double nearest(double value, int precision, int smallestExponent, double largest) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        int lastPlace = Math.max(Math.getExponent(value), smallestExponent) - (precision - 1);
        double rounded = Math.scalb(Math.rint(Math.scalb(value, -lastPlace)), lastPlace);
        return Math.abs(rounded) > largest ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
    }
}
