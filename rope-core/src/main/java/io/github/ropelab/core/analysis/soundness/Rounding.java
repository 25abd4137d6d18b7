package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.NumberFormat;

/**
 * How far correct code may be off in an arithmetic. The format of positions is left out on purpose: a rounded position is
 * another position, not an inexact angle.
 *
 * @param angle relative error of an angle: engines round the frequency up to three times and the product once
 * @param value relative error of cos, sin and the rotated components
 */
record Rounding(double angle, double value) {
    /** Roundings of a frequency and of its product with a position, with as many again for margin. */
    private static final double ANGLE_ROUNDINGS = 8;

    /** Roundings of cos, sin, the amplitude, two products and a sum, with as many again for margin. */
    private static final double VALUE_ROUNDINGS = 16;

    static Rounding of(Arithmetic arithmetic) {
        return new Rounding(
                ANGLE_ROUNDINGS * Math.max(unit(arithmetic.frequencies()), unit(arithmetic.angles())),
                VALUE_ROUNDINGS * Math.max(unit(arithmetic.table()), unit(arithmetic.rotation())));
    }

    /** Largest error of an angle of this size, radians. */
    double ofAngle(double radians) {
        return angle * Math.abs(radians) + value;
    }

    /** Half the distance from 1 to the next number. */
    private static double unit(NumberFormat format) {
        return switch (format) {
            case FLOAT64 -> 0x1p-53;
            case FLOAT32 -> 0x1p-24;
            case FLOAT16 -> 0x1p-11;
            case BFLOAT16 -> 0x1p-8;
        };
    }
}
