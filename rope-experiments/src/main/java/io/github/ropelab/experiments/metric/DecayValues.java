package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.analysis.decay.DecayCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The decay curve B(Δ) as a share of its value at distance 0, at sampled distances, and how low it falls inside and beyond
 * the trained length. It is the expected score of a query with a key like it, among vectors with independent components:
 * what attention to similar tokens has left at a distance.
 */
public record DecayValues() implements EncodingMetric {
    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "decay-curve",
            1,
            "Decay curve",
            "share of B(0)",
            MetricType.Direction.DESCRIPTIVE,
            "B(Δ) = (2/rotary_dim)·Σ_i cos(ω_i·Δ), ω_i times the slope of the position map, B(0) = 1; attention factors and "
                    + "components that do not rotate are left out. value: at Δ = 0, at powers of two and midway between them, and "
                    + "at the last distance below the current length; lowest: over all distances of the range (below the trained "
                    + "length, and from it to the current one). Not defined where positions are no affine map",
            "Men et al. 2024, Base of RoPE Bounds Context Length, arXiv 2405.14591; Su et al. 2021, RoFormer, section 3.4.3",
            List.of());

    static DecayValues from(Params params) {
        return new DecayValues();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding encoding, RopeContext context) {
        int current = context.lengths().current();
        int trained = Math.min(context.lengths().trained(), current);
        Bucket within = new Bucket(Bucket.Axis.DISTANCE, 0, trained);
        Optional<DecayCurve> curve = curve(encoding);
        if (curve.isEmpty()) {
            return List.of(Measurement.undefined("lowest", within, EncodingDistance.NO_ONE_SLOPE));
        }
        double whole = encoding.frequencies().pairs();
        List<Measurement> measurements = new ArrayList<>();
        for (int distance : distances(current)) {
            Bucket bucket = new Bucket(Bucket.Axis.DISTANCE, distance, distance + 1);
            measurements.add(Measurement.of("value", bucket, curve.get().at(distance) / whole, 1));
        }
        measurements.add(lowest(curve.get(), within, whole));
        if (trained < current) {
            measurements.add(lowest(curve.get(), new Bucket(Bucket.Axis.DISTANCE, trained, current), whole));
        }
        return measurements;
    }

    private static Measurement lowest(DecayCurve curve, Bucket range, double whole) {
        double value = curve.lowest(range.from(), range.to()).value();
        return Measurement.of("lowest", range, value / whole, (long) range.to() - range.from());
    }

    /** The curve of the mapped frequencies, if scores depend on the distance alone and something rotates. */
    static Optional<DecayCurve> curve(PositionEncoding encoding) {
        OptionalDouble slope = encoding.distanceSlope();
        if (slope.isEmpty() || encoding.frequencies().pairs() == 0) {
            return Optional.empty();
        }
        double tokens = slope.getAsDouble();
        return Optional.of(new DecayCurve(encoding.frequencies().map((pair, omega) -> omega * tokens)));
    }

    /** 0, 1, 2, 3, 4, 6, 8, 12, 16, ... and the last one below the length. */
    private static List<Integer> distances(int length) {
        List<Integer> distances = new ArrayList<>(List.of(0));
        for (long power = 1; power < length; power *= 2) {
            distances.add((int) power);
            long middle = power + power / 2;
            if (power > 1 && middle < length) {
                distances.add((int) middle);
            }
        }
        if (distances.get(distances.size() - 1) != length - 1) {
            distances.add(length - 1);
        }
        return distances;
    }
}
