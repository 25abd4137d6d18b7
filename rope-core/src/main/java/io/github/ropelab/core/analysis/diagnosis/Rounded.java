package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Numbers;
import java.util.Locale;

/** Numbers with few digits. */
final class Rounded {
    private static final int FEW = 2;
    private static final int SHOWN = 6;

    private Rounded() {}

    /** The nearest number with so many significant decimal digits. */
    static double to(double value, int digits) {
        return Double.isFinite(value)
                ? Double.parseDouble(String.format(Locale.ROOT, "%." + (digits - 1) + "e", value))
                : value;
    }

    /** Whether two digits, or a power of two, say it. */
    static boolean few(double value) {
        return to(value, FEW) == value || value > 0 && Math.scalb(1.0, Math.getExponent(value)) == value;
    }

    /** The value as people write it: whole, or with six digits. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return String.valueOf((long) value);
        }
        return Numbers.plain(to(value, SHOWN));
    }
}
