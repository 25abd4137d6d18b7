package io.github.ropelab.experiments.export;

import io.github.ropelab.core.Branch;
import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.LogitScale;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.Uniform;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An encoding that is nothing but frequencies and an amplitude. A slope a of the position maps is part of the frequencies:
 * (a·m)·ω = m·(a·ω).
 *
 * @param frequencies radians per token as counted without the map
 * @param amplitude A on cos and sin
 * @param derivedBase the base that the strategy's formula computed, if it is a change of base
 */
record FrequencyMap(FrequencySchedule frequencies, double amplitude, OptionalDouble derivedBase) {
    /** What engines divide the frequency of a pair by that shall stand still (llama.cpp's converter for p-RoPE). */
    static final double STILL = 1e30;

    /** Rounding of a quotient of two computed powers, with room. */
    private static final double SAME = 1e-13;

    /** The encoding as a frequency map, if it is one: no branches, no shift, no growth, one axis, no logit scale. */
    static Optional<FrequencyMap> of(PositionEncoding encoding) {
        OptionalDouble slope = slope(encoding);
        Double base = encoding.trace().derived().get("base");
        boolean plain = encoding.radial().isNone()
                && encoding.axes().count() == 1
                && encoding.attention().logit().equals(new LogitScale.Constant(1));
        return slope.isEmpty() || !plain
                ? Optional.empty()
                : Optional.of(new FrequencyMap(
                        encoding.frequencies().map((i, omega) -> omega * slope.getAsDouble()),
                        encoding.attention().amplitude(),
                        base == null ? OptionalDouble.empty() : OptionalDouble.of(base)));
    }

    /** The slope of maps that are alike on both sides, affine and through 0. */
    static OptionalDouble slope(PositionEncoding encoding) {
        if (!(encoding.positions() instanceof Uniform uniform)) {
            return OptionalDouble.empty();
        }
        Branch branch = uniform.branch();
        boolean through0 = branch.query().at(0) == 0 && branch.key().at(0) == 0;
        return through0 && branch.query().slope().equals(branch.key().slope())
                ? branch.query().slope()
                : OptionalDouble.empty();
    }

    /** λ_i = θ_i/ω_i [pairs]; {@link #STILL} for a pair that does not turn. */
    double[] divisors(FrequencySchedule base) {
        return IntStream.range(0, base.pairs())
                .mapToDouble(i -> frequencies.omega(i) == 0 ? STILL : base.omega(i) / frequencies.omega(i))
                .toArray();
    }

    /** The one divisor of all pairs, if they share it. Pair 0 has θ = 1, so its divisor is the least rounded. */
    OptionalDouble commonDivisor(FrequencySchedule base) {
        double[] divisors = divisors(base);
        boolean shared = DoubleStream.of(divisors).allMatch(d -> Math.abs(d - divisors[0]) <= SAME * divisors[0]);
        return shared && divisors[0] < STILL ? OptionalDouble.of(divisors[0]) : OptionalDouble.empty();
    }

    /** The b' of ω_i = b'^(-2i/d): the strategy's own to the bit, or else found, if there is one above 1. */
    OptionalDouble base() {
        if (derivedBase.isPresent()) {
            return derivedBase;
        }
        int last = frequencies.pairs() - 1;
        if (last < 1 || frequencies.omega(last) == 0) {
            return OptionalDouble.empty();
        }
        double base = StrictMath.pow(frequencies.omega(last), -(last + 1.0) / last);
        if (!(base > 1 && base < Double.POSITIVE_INFINITY)) {
            return OptionalDouble.empty();
        }
        FrequencySchedule geometric = FrequencySchedule.geometric(base, 2 * frequencies.pairs());
        boolean same = IntStream.range(0, frequencies.pairs())
                .allMatch(i -> Math.abs(frequencies.omega(i) - geometric.omega(i)) <= SAME * geometric.omega(i));
        return same ? OptionalDouble.of(base) : OptionalDouble.empty();
    }
}
