package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import java.util.OptionalDouble;

/**
 * One value of a metric.
 *
 * @param statistic which of the metric's statistics
 * @param bucket what it is about
 * @param value the number; absent where the statistic is undefined
 * @param standardError of an estimate, in the unit of the value; absent where the value is exact, an extreme, or rests on
 *     too few observations
 * @param n how many observations entered
 * @param note why the value is absent, or what was left out of it; empty otherwise
 */
public record Measurement(
        String statistic, Bucket bucket, OptionalDouble value, OptionalDouble standardError, long n, String note) {
    private static final String OVERFLOW = "are the vectors so large that scores or their squares overflow?";

    /** NaN and infinity are failures, not values. */
    public Measurement {
        value.ifPresent(v -> InvalidParameter.require(Double.isFinite(v), statistic, v, "be finite", OVERFLOW));
        standardError.ifPresent(e -> InvalidParameter.require(
                e >= 0 && Double.isFinite(e), statistic + " standard_error", e, "be finite and at least 0", OVERFLOW));
        InvalidParameter.require(value.isPresent() || !note.isEmpty(), "note", note, "say why a value is absent");
        InvalidParameter.require(
                value.isPresent() || standardError.isEmpty(), "standard_error", standardError, "have a value");
    }

    /** A defined value without a standard error. */
    public static Measurement of(String statistic, Bucket bucket, double value, long n) {
        return estimate(statistic, bucket, value, OptionalDouble.empty(), n);
    }

    /** An estimate with its standard error. */
    public static Measurement estimate(String statistic, Bucket bucket, double value, double standardError, long n) {
        return estimate(statistic, bucket, value, OptionalDouble.of(standardError), n);
    }

    /** An estimate whose standard error may not be known. */
    public static Measurement estimate(
            String statistic, Bucket bucket, double value, OptionalDouble standardError, long n) {
        return new Measurement(statistic, bucket, OptionalDouble.of(value), standardError, n, "");
    }

    /** An undefined one. */
    public static Measurement undefined(String statistic, Bucket bucket, String reason) {
        return new Measurement(statistic, bucket, OptionalDouble.empty(), OptionalDouble.empty(), 0, reason);
    }

    /** The same value, with what was left out of it. */
    public Measurement leavingOut(String what) {
        return new Measurement(statistic, bucket, value, standardError, n, what);
    }
}
