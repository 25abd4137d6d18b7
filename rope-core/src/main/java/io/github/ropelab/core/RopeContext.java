package io.github.ropelab.core;

/**
 * All that a strategy may look at.
 *
 * @param geometry shape of a head
 * @param base the θ base b of {@code θ_i = b^(-2i/d)}, above 1 (config key {@code rope_theta})
 * @param lengths trained, target and current length
 */
public record RopeContext(RotaryGeometry geometry, double base, Lengths lengths) {
    /** Checks the base. */
    public RopeContext {
        InvalidParameter.require(
                base > 1 && base < Double.POSITIVE_INFINITY, "rope_theta", base, "be a finite number above 1");
    }

    /** The unmodified schedule {@code θ_i = base^(-2i/rotaryDim)}. */
    public FrequencySchedule baseFrequencies() {
        return FrequencySchedule.geometric(base, geometry.rotaryDim());
    }

    /** The same context at other lengths. */
    public RopeContext withLengths(Lengths other) {
        return new RopeContext(geometry, base, other);
    }
}
