package io.github.ropelab.report.reproduction;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people: six significant digits, whole numbers in full; the same text on every machine. */
public final class Shown {
    private static final MathContext SIX = new MathContext(6);
    private static final double SMALL = 1e-4;
    private static final double LARGE = 1e6;
    private static final double MOST_WHOLE = 1e15;

    /** Below it a computed number may be what rounding in double leaves of 0, which machines may do otherwise. */
    private static final double ROUNDING = 1e-12;

    private static final String NOISE = "below 1e-12";

    private Shown() {}

    /** 0.25, 9370821, 1.13719, 3e-9. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
            return Long.toString((long) value);
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(SIX).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= SMALL && size < LARGE) {
            return rounded.toPlainString();
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    /** As {@link #number}, for what was computed: sizes below 1e-12 are not told apart. */
    public static String computed(double value) {
        return value != 0 && Math.abs(value) < ROUNDING ? NOISE : number(value);
    }

    /** A cell of a table: number, text, or nothing. */
    static String cell(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number ? computed(number) : String.valueOf(value);
    }

    /** Seconds to plan with. */
    public static String seconds(double seconds) {
        return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : Math.round(seconds) + " s";
    }
}
