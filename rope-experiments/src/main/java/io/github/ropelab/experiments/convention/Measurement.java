package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.InvalidParameter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/**
 * A number that RopeLab computed.
 *
 * @param statement what was measured
 * @param measured the number
 * @param recorded the number that the engine gave when it was run, or that its code says, where there is one
 * @param tolerance largest |measured - recorded|: the rounding of the recorded number, or of the arithmetic that it was
 *     recorded in. Without a recorded number the measured one must be above it: a difference that is there.
 * @param unit of all three; empty for a ratio
 */
public record Measurement(String statement, double measured, OptionalDouble recorded, double tolerance, String unit)
        implements Fact {
    /** Far above the rounding of a double computation, far below any difference between conventions. */
    private static final double ROUNDING = 1e-12;

    private static final double SMALLEST_DIFFERENCE = 1e-6;

    private static final int DIGITS = 6;
    private static final int LEADING_ZEROS = -3;

    /** Checks that a wrong number would be noticed. */
    public Measurement {
        InvalidParameter.require(!statement.isBlank(), "statement", statement, "say something");
        InvalidParameter.requirePositive("tolerance", tolerance);
        double size = recorded.orElse(Double.POSITIVE_INFINITY);
        InvalidParameter.require(
                size == 0 || tolerance < Math.abs(size), "tolerance", tolerance, "be below the recorded number");
    }

    /** A number that was recorded, in the unit given. */
    static Measurement recorded(String statement, double measured, double recorded, double tolerance, String unit) {
        return new Measurement(statement, measured, OptionalDouble.of(recorded), tolerance, unit);
    }

    /** A ratio or factor that was recorded. */
    static Measurement recorded(String statement, double measured, double recorded, double tolerance) {
        return recorded(statement, measured, recorded, tolerance, "");
    }

    /** A number that follows from a definition, up to the rounding of doubles. */
    static Measurement exact(String statement, double measured, double defined, String unit) {
        return recorded(statement, measured, defined, ROUNDING * Math.max(1, Math.abs(defined)), unit);
    }

    /** A relative difference that must be there and whose size nobody recorded. */
    static Measurement apart(String statement, double difference) {
        return new Measurement(statement, difference, OptionalDouble.empty(), SMALLEST_DIFFERENCE, "");
    }

    @Override
    public boolean holds() {
        return recorded.isPresent()
                ? Math.abs(measured - recorded.getAsDouble()) <= tolerance
                : measured > tolerance && measured < Double.POSITIVE_INFINITY;
    }

    @Override
    public String found() {
        return withUnit(number(measured));
    }

    @Override
    public String expected() {
        if (recorded.isEmpty()) {
            return withUnit("above " + brief(tolerance));
        }
        double value = recorded.getAsDouble();
        boolean rounding = tolerance <= ROUNDING * Math.max(1, Math.abs(value));
        return withUnit(number(value)) + (rounding ? "" : " ± " + brief(tolerance));
    }

    private String withUnit(String number) {
        return unit.isEmpty() ? number : number + " " + unit;
    }

    private static String brief(double value) {
        return new BigDecimal(value)
                .round(new MathContext(1, RoundingMode.HALF_EVEN))
                .toString();
    }

    /** Six digits, or more where a number has more before the point; no trailing zeros. */
    private static String number(double value) {
        if (value == 0) {
            return "0";
        }
        int before = (int) Math.floor(StrictMath.log10(Math.abs(value))) + 1;
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(Math.max(DIGITS, before + 1), RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        return before > LEADING_ZEROS ? rounded.toPlainString() : rounded.toString();
    }
}
