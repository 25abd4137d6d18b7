package io.github.ropelab.core.strategy;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.RopeContext;

/** What Giraffe's two maps share: the authors' code divides by the scale, then applies the power. */
final class GiraffeFormula {
    private GiraffeFormula() {}

    /** θ_i/scale·(1 - i/(d/2))^power. */
    static FrequencySchedule power(RopeContext context, double scale, double power) {
        int pairs = context.geometry().pairs();
        return context.baseFrequencies()
                .map((i, theta) -> theta / scale * StrictMath.pow(1 - (double) i / pairs, power));
    }

    /** The authors' code leaves a scale below 1 unread. */
    static void checkScale(double scale) {
        InvalidParameter.require(
                scale >= 1 && scale < Double.POSITIVE_INFINITY, "scale", scale, "be a finite number, at least 1");
    }
}
