package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.decay.DecayCurve;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the decay curve first falls below zero: from there on, a key like the query may score below others. A heuristic, not
 * a verdict: several published models pass their own first negative distance.
 */
public record FirstNegative() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "first-negative-distance",
            1,
            "First distance with a negative decay curve",
            "tokens",
            MetricType.Direction.DESCRIPTIVE,
            "distance = min {Δ < current : B(Δ) < 0}, B as in decay-curve; not defined where there is none, or where positions are "
                    + "no affine map",
            "Men et al. 2024, Base of RoPE Bounds Context Length, arXiv 2405.14591",
            List.of());

    static FirstNegative from(Params params) {
        return new FirstNegative();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        int current = context.lengths().current();
        Bucket range = new Bucket(Bucket.Axis.DISTANCE, 0, current);
        Optional<DecayCurve> curve = DecayValues.curve(encoding);
        if (curve.isEmpty()) {
            return List.of(Measurement.undefined("distance", range, EncodingDistance.NO_ONE_SLOPE));
        }
        OptionalInt first = curve.get().firstNegative(current - 1);
        return List.of(
                first.isPresent()
                        ? Measurement.of("distance", range, first.getAsInt(), current)
                        : Measurement.undefined("distance", range, "not negative below the current length"));
    }
}
