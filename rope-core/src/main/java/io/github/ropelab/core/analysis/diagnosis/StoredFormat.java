package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.kernel.NumberFormat;

/** How far the format that numbers were rounded to before they were dumped may turn a phase. */
final class StoredFormat {
    private StoredFormat() {}

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
