package io.github.ropelab.core.analysis.diagnosis;

import java.util.OptionalInt;

/** Where two rotations part: the smallest position at which some pair's phases differ. */
final class Separation {
    /** In exact arithmetic every phase difference above 1e-3 rad counts. */
    static final double EXACT = 0;

    /** In float32 also products may be rounded. */
    static final double FLOAT32 = ObservedRotation.PRODUCT_ROUNDING;

    private static final int FARTHEST = 1 << 17;

    private Separation() {}

    /** The smallest such position, up to 131,072; a phase that only one of them has is a difference. */
    static OptionalInt first(RotationModel a, RotationModel b, int pairs, double productRounding) {
        double[] position = new double[1];
        for (int p = 0; p <= FARTHEST; p++) {
            position[0] = p;
            for (int i = 0; i < pairs; i++) {
                double x = a.phase(position, -1, i);
                double y = b.phase(position, -1, i);
                if (Double.isNaN(x) != Double.isNaN(y)) {
                    return OptionalInt.of(p);
                }
                double allowed = Math.max(ObservedRotation.TOLERANCE, productRounding * Math.abs(x));
                if (Math.abs(x - y) > allowed && Math.abs(ObservedRotation.wrap(x - y)) > allowed) {
                    return OptionalInt.of(p);
                }
            }
        }
        return OptionalInt.empty();
    }
}
