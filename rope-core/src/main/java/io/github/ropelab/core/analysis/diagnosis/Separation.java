package io.github.ropelab.core.analysis.diagnosis;

import java.util.OptionalInt;

/** Where two rotations part: the smallest position at which some pair's phases differ by more than 1e-3 rad. */
final class Separation {
    private static final int FARTHEST = 1 << 17;
    private static final int FARTHEST_ALTERNATIVE = 1 << 14;

    private Separation() {}

    /** In exact arithmetic, looked for up to 131,072; a phase that only one of them has is a difference. */
    static OptionalInt exact(RotationModel a, RotationModel b, int pairs) {
        return first(a, b, pairs, 0, FARTHEST);
    }

    /** Where float32 products are told apart too; between maps of positions looked for up to 16,384. */
    static OptionalInt inFloat(RotationModel a, RotationModel b, int pairs) {
        return a instanceof StraightModel x && b instanceof StraightModel y
                ? between(x, y, pairs)
                : first(a, b, pairs, ObservedRotation.PRODUCT_ROUNDING, FARTHEST_ALTERNATIVE);
    }

    private static OptionalInt first(RotationModel a, RotationModel b, int pairs, double rounding, int farthest) {
        double[] position = new double[1];
        for (int p = 0; p <= farthest; p++) {
            position[0] = p;
            for (int i = 0; i < pairs; i++) {
                double x = a.phase(position, -1, i);
                double y = b.phase(position, -1, i);
                if (Double.isNaN(x) != Double.isNaN(y)) {
                    return OptionalInt.of(p);
                }
                double allowed = Math.max(ObservedRotation.TOLERANCE, rounding * Math.abs(x));
                if (Math.abs(x - y) > allowed && Math.abs(ObservedRotation.wrap(x - y)) > allowed) {
                    return OptionalInt.of(p);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** Phases at straight positions part as p·|ω - ω'|. */
    private static OptionalInt between(StraightModel a, StraightModel b, int pairs) {
        double first = Double.POSITIVE_INFINITY;
        for (int i = 0; i < pairs; i++) {
            double apart = Math.abs(a.omega(i) - b.omega(i));
            if (apart > ObservedRotation.PRODUCT_ROUNDING * Math.abs(a.omega(i))) {
                first = Math.min(first, Math.floor(ObservedRotation.TOLERANCE / apart) + 1);
            }
        }
        return first <= Integer.MAX_VALUE ? OptionalInt.of((int) first) : OptionalInt.empty();
    }
}
