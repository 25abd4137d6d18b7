package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.kernel.NumberFormat;
import java.util.List;

/** The narrowest format that holds numbers exactly: what they were rounded to before they were dumped. */
final class StoredFormat {
    private StoredFormat() {}

    /** The narrowest of bfloat16, float16, float32 and float64; infinities and NaN fit all. */
    static NumberFormat of(double[]... arrays) {
        for (NumberFormat format : List.of(NumberFormat.BFLOAT16, NumberFormat.FLOAT16, NumberFormat.FLOAT32)) {
            if (holds(format, arrays)) {
                return format;
            }
        }
        return NumberFormat.FLOAT64;
    }

    private static boolean holds(NumberFormat format, double[]... arrays) {
        for (double[] values : arrays) {
            for (double value : values) {
                if (Double.isFinite(value) && format.round(value) != value) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How far a table of that format turns a phase at most, radians: half a unit in the last place on both entries. */
    static double ofTable(NumberFormat format) {
        return switch (format) {
            case BFLOAT16 -> 0x1p-8 * Math.sqrt(2);
            case FLOAT16 -> 0x1p-10;
            default -> 0;
        };
    }

    /** How far rotated vectors of that format turn a phase: the table, two products and a sum, each rounded. */
    static double ofVectors(NumberFormat format) {
        return 2 * ofTable(format);
    }

    /** How far a magnitude may be off, relative. */
    static double magnitude(NumberFormat format) {
        return switch (format) {
            case BFLOAT16 -> 0x1p-8;
            default -> ObservedRotation.TOLERANCE;
        };
    }
}
