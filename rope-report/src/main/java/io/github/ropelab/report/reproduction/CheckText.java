package io.github.ropelab.report.reproduction;

import io.github.ropelab.experiments.published.Check;
import io.github.ropelab.experiments.published.Correction;
import io.github.ropelab.experiments.published.Published;
import java.util.OptionalDouble;

/** A published number in words. */
public final class CheckText {
    private CheckText() {}

    /** What is compared, with its unit. */
    public static String quantity(Published number) {
        return number.quantity() + (number.unit().equals("1") ? "" : " (" + number.unit() + ")");
    }

    /** The number, or the range. */
    public static String value(Published number) {
        return number.value().isPresent()
                ? Shown.number(number.value().getAsDouble())
                : interval(number.low(), number.high());
    }

    /** What was computed: a size below 1e-12 is what rounding leaves only where 0 would agree. */
    public static String reproduced(Check check) {
        return check.published().agrees(0) ? Shown.computed(check.reproduced()) : Shown.number(check.reproduced());
    }

    /** How far a recomputed number may be away. */
    public static String tolerance(Published number) {
        if (number.value().isEmpty()) {
            return "within the range";
        }
        OptionalDouble half = number.tolerance();
        if (half.isEmpty()) {
            return interval(number.low(), number.high());
        }
        return half.getAsDouble() == 0 ? "exact" : "± " + Shown.number(half.getAsDouble());
    }

    /** A wrong number, with whether a publication prints it. */
    public static String wrong(Published number) {
        return (Tally.Group.PUBLISHED.has(number.origin()) ? "published " : "expected ") + value(number);
    }

    /** The right value of a wrong publication: the middle of its interval, or the interval where it is wide. */
    public static String right(Correction correction) {
        String low = Shown.number(correction.low());
        String high = Shown.number(correction.high());
        String middle = Shown.number(correction.low() / 2 + correction.high() / 2);
        return low.equals(high) ? middle : low + " to " + high;
    }

    private static String interval(double low, double high) {
        return Shown.number(low) + " to " + Shown.number(high);
    }
}
