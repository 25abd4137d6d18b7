package io.github.ropelab.core;

/**
 * The effect of a strategy in one context: all that kernels, metrics and figures need.
 *
 * @param frequencies ω per pair, radians per token
 * @param positions how positions enter the score
 * @param attention amplitude and logit scale
 * @param trace what was derived on the way; informative, no kernel reads it
 */
public record PositionEncoding(
        FrequencySchedule frequencies, PositionScheme positions, AttentionScale attention, Trace trace) {
    /** Frequencies with plain positions and no scale. */
    public static PositionEncoding ofFrequencies(FrequencySchedule frequencies, Trace trace) {
        return new PositionEncoding(frequencies, Uniform.identity(), AttentionScale.none(), trace);
    }

    /** Whether both rotate and scale every vector alike, bit for bit; the trace is not compared. */
    public boolean sameEffectAs(PositionEncoding other) {
        return frequencies.equals(other.frequencies)
                && positions.equals(other.positions)
                && attention.equals(other.attention);
    }
}
