package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.FrequencySchedule;
import java.util.OptionalDouble;

/**
 * The position p at which a schedule turns every pair as it was turned: angle_i = p·ω_i modulo 2π for all pairs. Read off the
 * slowest pair, whose angle is taken to lie within half a turn, and sharpened pair by pair.
 */
final class CommonPosition {
    /** Many times the rounding of an angle of up to 2^15 tokens, far below the step of any neighbour in a fast pair. */
    private static final double SAME_ANGLE = 1e-9;

    private CommonPosition() {}

    static OptionalDouble of(PairResponse response, FrequencySchedule schedule, Rounding rounding) {
        double[] angles = new double[schedule.pairs()];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = response.angle(i);
        }
        return of(angles, schedule, rounding);
    }

    /** The position of angles [pairs], radians; empty where the pairs do not share one. */
    static OptionalDouble of(double[] angles, FrequencySchedule schedule, Rounding rounding) {
        int slowest = schedule.pairs() - 1;
        if (slowest < 0 || !(schedule.omega(slowest) > 0)) {
            return OptionalDouble.empty();
        }
        double position = angles[slowest] / schedule.omega(slowest);
        for (int i = slowest - 1; i >= 0; i--) {
            double omega = schedule.omega(i);
            position += Vectors.wrapped(angles[i] - position * omega) / omega;
        }
        for (int i = 0; i <= slowest; i++) {
            double argument = position * schedule.omega(i);
            double allowed = SAME_ANGLE + 4 * rounding.ofAngle(argument);
            if (!(Math.abs(Vectors.wrapped(angles[i] - argument)) <= allowed)) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(position);
    }
}
