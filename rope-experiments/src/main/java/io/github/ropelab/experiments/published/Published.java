package io.github.ropelab.experiments.published;

import io.github.ropelab.core.InvalidParameter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A published number, with the interval that a recomputed one must lie in. Two-sided: too good is wrong as well.
 *
 * @param name unique in its reproduction, as {@code ratio-d128}
 * @param quantity what it is, with its conditions, for people
 * @param unit of the number; {@code 1} for none
 * @param origin who says it
 * @param value as printed; empty where a range was published
 * @param low least value that agrees
 * @param high largest value that agrees
 * @param reason why the interval is as wide as it is
 * @param correction the right value, where the published one is wrong
 * @param full whether it takes the longer computation of {@link Extent#FULL}
 */
public record Published(
        String name,
        String quantity,
        String unit,
        Origin origin,
        OptionalDouble value,
        double low,
        double high,
        String reason,
        Optional<Correction> correction,
        boolean full) {
    /** Decimal digits that tell any two doubles apart. */
    private static final int MOST_DIGITS = 17;

    /** Checks the interval. */
    public Published {
        InvalidParameter.require(
                name.matches("[a-z0-9][a-z0-9.-]*"), "name", name, "be lower-case letters, digits, dots and hyphens");
        InvalidParameter.require(!quantity.isBlank(), "quantity of " + name, quantity, "say what is compared");
        InvalidParameter.require(!unit.isBlank(), "unit of " + name, unit, "be given; 1 for none");
        InvalidParameter.require(!reason.isBlank(), "reason of " + name, reason, "say why the tolerance is what it is");
        InvalidParameter.require(
                Double.isFinite(low) && Double.isFinite(high) && low <= high,
                "interval of " + name,
                low + " to " + high,
                "have two finite ends");
        InvalidParameter.require(
                value.isEmpty() || low <= value.getAsDouble() && value.getAsDouble() <= high,
                "value of " + name,
                value,
                "lie between " + low + " and " + high);
    }

    /**
     * A number without its tolerance.
     *
     * @param name unique in its reproduction
     * @param quantity what it is
     * @param unit of the number
     * @param origin who says it
     * @param value as printed
     */
    public record Number(String name, String quantity, String unit, Origin origin, double value) {
        /** Agrees up to an absolute difference, in the value's unit. */
        public Published within(double tolerance, String reason) {
            InvalidParameter.requireNotNegative("tolerance of " + name, tolerance);
            return new Published(
                    name,
                    quantity,
                    unit,
                    origin,
                    OptionalDouble.of(value),
                    value - tolerance,
                    value + tolerance,
                    reason,
                    Optional.empty(),
                    false);
        }

        /** Agrees up to a share of the value. */
        public Published withinShare(double share, String reason) {
            return within(share * Math.abs(value), reason);
        }

        /** Agrees if it is the same number. */
        public Published exactly(String reason) {
            return within(0, reason);
        }

        /** Agrees between two numbers around the value. */
        public Published between(double low, double high, String reason) {
            return new Published(
                    name, quantity, unit, origin, OptionalDouble.of(value), low, high, reason, Optional.empty(), false);
        }
    }

    /** A number that the publication prints. */
    public static Number printed(String name, String quantity, String unit, double value) {
        return new Number(name, quantity, unit, Origin.PUBLICATION, value);
    }

    /** A number that a later publication or post gives. */
    public static Number later(String name, String quantity, String unit, double value) {
        return new Number(name, quantity, unit, Origin.LATER, value);
    }

    /** A number that another program computed and the publication does not print. */
    public static Number computed(String name, String quantity, String unit, double value) {
        return new Number(name, quantity, unit, Origin.SECOND_IMPLEMENTATION, value);
    }

    /** A number that follows from the statement, as how often it is broken: 0. */
    public static Number stated(String name, String quantity, String unit, double value) {
        return new Number(name, quantity, unit, Origin.STATEMENT, value);
    }

    /** A range, as "about 20 to 8" or "larger by orders of magnitude". */
    public static Published range(
            String name, String quantity, String unit, Origin origin, double low, double high, String reason) {
        return new Published(
                name, quantity, unit, origin, OptionalDouble.empty(), low, high, reason, Optional.empty(), false);
    }

    /**
     * The published number is wrong, and this is the right one.
     *
     * @param right value
     * @param tolerance absolute
     * @param proof one sentence
     */
    public Published corrected(double right, double tolerance, String proof) {
        return correctedTo(right - tolerance, right + tolerance, proof);
    }

    /** As {@link #corrected}, for a right value that is known as a range. */
    public Published correctedTo(double least, double most, String proof) {
        return new Published(
                name,
                quantity,
                unit,
                origin,
                value,
                low,
                high,
                reason,
                Optional.of(new Correction(least, most, proof)),
                full);
    }

    /** The same, computed by {@link Extent#FULL} alone. */
    public Published onlyInFull() {
        return new Published(name, quantity, unit, origin, value, low, high, reason, correction, true);
    }

    /**
     * Half the interval's width where the value stands in its middle: the shortest number that gives both ends up to their
     * own rounding. Empty for ranges and for intervals that reach farther on one side.
     */
    public OptionalDouble tolerance() {
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double middle = value.getAsDouble();
        double slack = Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
        BigDecimal half = new BigDecimal(high).subtract(new BigDecimal(low)).divide(BigDecimal.valueOf(2));
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            double width = half.round(new MathContext(digits)).doubleValue();
            if (Math.abs(middle - width - low) <= slack && Math.abs(middle + width - high) <= slack) {
                return OptionalDouble.of(width);
            }
        }
        return OptionalDouble.empty();
    }

    /** Whether a number agrees with the publication. */
    public boolean agrees(double recomputed) {
        return low <= recomputed && recomputed <= high;
    }

    /** Compares a number that was computed now. */
    public Verdict verdict(double recomputed) {
        if (correction.isEmpty()) {
            return agrees(recomputed) ? Verdict.HOLDS : Verdict.DIFFERS;
        }
        return !agrees(recomputed) && correction.get().holds(recomputed) ? Verdict.KNOWN_DISCREPANCY : Verdict.DIFFERS;
    }
}
