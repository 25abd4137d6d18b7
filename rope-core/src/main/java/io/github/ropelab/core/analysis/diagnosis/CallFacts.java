package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;
import java.util.OptionalInt;

/**
 * What is known about the call that was dumped.
 *
 * @param seqLen length of the call, tokens
 * @param prefillLength tokens of the first call, where decoding followed
 * @param leftPadding padding tokens before the row
 * @param otherLengths lengths that an engine may have taken in the place of the right one: earlier calls, served, maximal
 * @param axisNames names of position axes, as in t, h, w
 * @param fromCache whether keys were read from a cache, by the dump's own words
 */
public record CallFacts(
        OptionalInt seqLen,
        OptionalInt prefillLength,
        OptionalInt leftPadding,
        List<Integer> otherLengths,
        List<String> axisNames,
        boolean fromCache) {
    /** Copies the lists. */
    public CallFacts {
        otherLengths = List.copyOf(otherLengths);
        axisNames = List.copyOf(axisNames);
    }

    /** Nothing is known. */
    public static CallFacts none() {
        return new CallFacts(
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of(), false);
    }

    /** The name of a position axis. */
    String axis(int axis) {
        return axis < axisNames.size() ? axisNames.get(axis) : "axis " + axis;
    }
}
