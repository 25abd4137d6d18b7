package io.github.ropelab.core;

import java.util.OptionalDouble;

/**
 * The effect of a strategy in one context: all that kernels, metrics and figures need.
 *
 * @param frequencies ω per pair, radians per token
 * @param positions how positions enter the score
 * @param attention amplitude and logit scale
 * @param radial growth of pairs with the position; none but for xPos
 * @param axes which position axis each pair reads; one axis but for M-RoPE
 * @param trace what was derived on the way; informative, no kernel reads it
 */
public record PositionEncoding(
        FrequencySchedule frequencies,
        PositionScheme positions,
        AttentionScale attention,
        RadialScale radial,
        PairAxes axes,
        Trace trace) {
    /** An encoding that keeps norms and reads one axis. */
    public PositionEncoding(
            FrequencySchedule frequencies, PositionScheme positions, AttentionScale attention, Trace trace) {
        this(frequencies, positions, attention, RadialScale.none(), PairAxes.single(), trace);
    }

    /** Frequencies with plain positions and no scale. */
    public static PositionEncoding ofFrequencies(FrequencySchedule frequencies, Trace trace) {
        return new PositionEncoding(frequencies, Uniform.identity(), AttentionScale.none(), trace);
    }

    /** Frequencies with plain positions and an amplitude on cos and sin. */
    public static PositionEncoding ofFrequencies(FrequencySchedule frequencies, double amplitude, Trace trace) {
        return new PositionEncoding(frequencies, Uniform.identity(), AttentionScale.amplitude(amplitude), trace);
    }

    /** Positions with the given frequencies and no scale. */
    public static PositionEncoding ofPositions(FrequencySchedule frequencies, PositionScheme positions, Trace trace) {
        return new PositionEncoding(frequencies, positions, AttentionScale.none(), trace);
    }

    /** Plain rotation with a temperature on the logits. */
    public static PositionEncoding ofLogitScale(FrequencySchedule frequencies, LogitScale scale, Trace trace) {
        return new PositionEncoding(frequencies, Uniform.identity(), new AttentionScale(1, scale), trace);
    }

    /** This encoding with another trace. */
    public PositionEncoding withTrace(Trace other) {
        return new PositionEncoding(frequencies, positions, attention, radial, axes, other);
    }

    /** Mapped tokens per token where one affine map serves all queries and keys; empty where more than the distance rotates. */
    public OptionalDouble distanceSlope() {
        boolean distanceAlone = positions instanceof Uniform uniform
                && uniform.branch().query().equals(uniform.branch().key())
                && radial.isNone()
                && axes.count() == 1;
        return distanceAlone ? ((Uniform) positions).branch().query().slope() : OptionalDouble.empty();
    }

    /** Whether both rotate and scale every vector alike, bit for bit; the trace is not compared. */
    public boolean sameEffectAs(PositionEncoding other) {
        return withTrace(Trace.none()).equals(other.withTrace(Trace.none()));
    }
}
