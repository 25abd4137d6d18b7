package io.github.ropelab.core.analysis.diagnosis;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Finds the value of one parameter under which a schedule turns as the rows do, and prefers round values. */
final class ParameterFit {
    private static final int GRID = 64;
    private static final double OCTAVES = 14;
    private static final double GOLDEN = 0.6180339887498949;
    private static final int SECTIONS = 40;

    /** Mean |ln ω/ω̂| at the best value of the grid above which no value between two of them can fit. */
    private static final double HOPELESS = 0.35;

    private static final int DIGITS = 7;
    /** Pairs faster than this may be aliased: rows one position apart see ω modulo 2π. */
    private static final double FASTEST = 2.9;

    private static final double USABLE_ERROR = 0.02;

    private final Evidence evidence;

    ParameterFit(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * The value.
     *
     * @param schedule ω [pairs] for a value; empty where it is not allowed
     * @param start a value of the right size
     * @return empty where no value explains the rows
     */
    OptionalDouble find(DoubleFunction<Optional<double[]>> schedule, double start) {
        double best = Double.NaN;
        double least = HOPELESS;
        double step = 2 * OCTAVES / GRID;
        for (int g = -GRID / 2; g <= GRID / 2; g++) {
            double value = start * StrictMath.pow(2, g * step);
            double distance = distance(schedule.apply(value));
            if (distance < least) {
                least = distance;
                best = value;
            }
        }
        if (Double.isNaN(best)) {
            return OptionalDouble.empty();
        }
        double low = StrictMath.log(best) - step * StrictMath.log(2);
        double high = StrictMath.log(best) + step * StrictMath.log(2);
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double atA = distance(schedule.apply(StrictMath.exp(a)));
        double atB = distance(schedule.apply(StrictMath.exp(b)));
        for (int i = 0; i < SECTIONS; i++) {
            if (atA < atB) {
                high = b;
                b = a;
                atB = atA;
                a = high - GOLDEN * (high - low);
                atA = distance(schedule.apply(StrictMath.exp(a)));
            } else {
                low = a;
                a = b;
                atA = atB;
                b = low + GOLDEN * (high - low);
                atB = distance(schedule.apply(StrictMath.exp(b)));
            }
        }
        return roundest(schedule, StrictMath.exp((low + high) / 2));
    }

    /** The value with fewest digits near {@code value} that explains the rows. */
    private OptionalDouble roundest(DoubleFunction<Optional<double[]>> schedule, double value) {
        for (int digits = 1; digits <= DIGITS; digits++) {
            double rounded = Rounded.to(value, digits);
            if (explains(schedule, rounded)) {
                return OptionalDouble.of(rounded);
            }
            double power = StrictMath.pow(2, Math.rint(StrictMath.log(value) / StrictMath.log(2)));
            if (digits == 2 && explains(schedule, power)) {
                return OptionalDouble.of(power);
            }
        }
        return explains(schedule, value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private boolean explains(DoubleFunction<Optional<double[]>> schedule, double value) {
        return schedule.apply(value).map(evidence::holds).orElse(false);
    }

    /** Mean |ln ω/ω̂| over pairs whose ω̂ is known well. */
    private double distance(Optional<double[]> schedule) {
        if (schedule.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        int count = 0;
        for (int i = 0; i < schedule.get().length; i++) {
            double seen = evidence.free().omega(i);
            if (usable(i) && schedule.get()[i] > 0) {
                sum += Math.min(1, Math.abs(StrictMath.log(schedule.get()[i] / seen)));
                count++;
            }
        }
        return count < 2 ? Double.POSITIVE_INFINITY : sum / count;
    }

    private boolean usable(int pair) {
        double seen = evidence.free().omega(pair);
        return seen > 0 && seen < FASTEST && evidence.free().error(pair) < USABLE_ERROR * seen;
    }
}
