package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.InvalidParameter;
import java.util.OptionalDouble;

/**
 * One value of a metric.
 *
 * @param statistic which of the metric's statistics
 * @param bucket what it is about
 * @param value the number; absent where the statistic is undefined
 * @param n how many observations entered
 * @param note why the value is absent; empty otherwise
 */
public record Measurement(String statistic, Bucket bucket, OptionalDouble value, long n, String note) {
    /** NaN and infinity are failures, not values. */
    public Measurement {
        value.ifPresent(v -> InvalidParameter.require(Double.isFinite(v), statistic, v, "be finite"));
        InvalidParameter.require(value.isPresent() == note.isEmpty(), "note", note, "say why a value is absent");
    }

    /** A defined value. */
    public static Measurement of(String statistic, Bucket bucket, double value, long n) {
        return new Measurement(statistic, bucket, OptionalDouble.of(value), n, "");
    }

    /** An undefined one. */
    public static Measurement undefined(String statistic, Bucket bucket, String reason) {
        return new Measurement(statistic, bucket, OptionalDouble.empty(), 0, reason);
    }
}
