package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Params;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far two encodings lie apart: the root mean square change of the score over all distances below the current length,
 * for queries and keys whose components are independent and of variance 1. With c = A²·l the factor of a rotated pair (A
 * on cos and sin, l on the whole logit) the mean square at distance Δ is
 * {@code (1/d)·[Σ_i 2·|c·e^(iω_iΔ) - c'·e^(iω'_iΔ)|² + Σ_unrotated (l - l')²]}; both scores have the standard deviation c
 * where all components rotate. Encodings with nothing in common lie √2 apart where c = c' = 1. It is a distance:
 * symmetric, 0 for equal encodings, and no detour is shorter.
 *
 * <p>The sum over Δ = 1..M is exact: {@code Σ (1 - cos δΔ) = (g((2M+1)a) - (2M+1)·g(a)) / (2 sin a)} with a = δ/2 and g(x)
 * = x - sin x (Dirichlet's kernel, written so that equal frequencies leave no rounding).
 */
public record EncodingDistance() implements ComparisonMetric {
    /** Why a value is absent. A window scheme may score by the distance alone too, but not by one map. */
    static final String NO_ONE_SLOPE = "no one affine map and constant factor score by the distance alone";

    /** The catalogue's entry. */
    public static final MetricType TYPE = new MetricType(
            "encoding-distance",
            1,
            "Distance of two encodings",
            "logit",
            MetricType.Direction.LOWER_IS_CLOSER,
            "rms = √ mean over Δ = 1..current-1 of (1/d)·[Σ_i 2·|c·e^(iω_iΔ) - c'·e^(iω'_iΔ)|² + Σ_unrotated (l-l')²], c = A²·l: "
                    + "the root mean square score change for independent components of variance 1; not defined where "
                    + "positions are no affine map or the logit scale depends on the position",
            "own definition; the expectation over independent components",
            List.of());

    /** Terms of x - sin x for |x| below 1: the next one is below half an ulp. */
    private static final int SINE_TERMS = 10;

    static EncodingDistance from(Params params) {
        return new EncodingDistance();
    }

    @Override
    public MetricType type() {
        return TYPE;
    }

    @Override
    public List<Measurement> measure(PositionEncoding reference, PositionEncoding encoding, RopeContext context) {
        int distances = context.lengths().current() - 1;
        Bucket bucket = new Bucket(Bucket.Axis.DISTANCE, 1, Math.max(1, distances + 1));
        OptionalDouble slope = slope(encoding);
        OptionalDouble referenceSlope = slope(reference);
        if (slope.isEmpty() || referenceSlope.isEmpty()) {
            return List.of(Measurement.undefined("rms", bucket, NO_ONE_SLOPE));
        }
        if (distances < 1) {
            return List.of(Measurement.undefined("rms", bucket, "no distance is below the current length"));
        }
        double logit = encoding.attention().logit().at(0);
        double referenceLogit = reference.attention().logit().at(0);
        double factor = pairFactor(encoding);
        double referenceFactor = pairFactor(reference);
        double sum = 0;
        for (int i = 0; i < encoding.frequencies().pairs(); i++) {
            double turn = encoding.frequencies().omega(i) * slope.getAsDouble()
                    - reference.frequencies().omega(i) * referenceSlope.getAsDouble();
            sum += 2
                    * (square(factor - referenceFactor)
                            + 2 * factor * referenceFactor * oneMinusCosine(turn, distances) / distances);
        }
        int unrotated = context.geometry().headDim() - context.geometry().rotaryDim();
        sum += unrotated * square(logit - referenceLogit);
        double rms = Math.sqrt(sum / context.geometry().headDim());
        return List.of(Measurement.of("rms", bucket, rms, distances));
    }

    /** Σ over Δ = 1..distances of 1 - cos(turn·Δ), without cancellation. */
    static double oneMinusCosine(double turn, int distances) {
        double half = Math.abs(Math.IEEEremainder(turn, 2 * Math.PI)) / 2;
        if (half == 0) {
            return 0;
        }
        double terms = 2.0 * distances + 1;
        return (minusSine(terms * half) - terms * minusSine(half)) / (2 * StrictMath.sin(half));
    }

    /** x - sin x. */
    private static double minusSine(double x) {
        if (x >= 1) {
            return x - StrictMath.sin(x);
        }
        double term = x * x * x / 6;
        double sum = 0;
        for (int k = 1; k <= SINE_TERMS; k++) {
            sum += term;
            term *= -x * x / ((2.0 * k + 2) * (2.0 * k + 3));
        }
        return sum;
    }

    /** Mapped tokens per token, where scores depend on the distance alone. */
    private static OptionalDouble slope(PositionEncoding encoding) {
        return encoding.attention().logit().constant() ? encoding.distanceSlope() : OptionalDouble.empty();
    }

    private static double pairFactor(PositionEncoding encoding) {
        return square(encoding.attention().amplitude())
                * encoding.attention().logit().at(0);
    }

    private static double square(double x) {
        return x * x;
    }
}
