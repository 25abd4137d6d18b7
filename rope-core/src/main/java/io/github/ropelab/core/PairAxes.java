package io.github.ropelab.core;

import java.util.List;

/**
 * Which position axis each rotary pair reads (M-RoPE: time, height, width). Text gives every axis the same position, so
 * all assignments agree on it.
 *
 * @param axes axis of each pair [pairs], counted from 0; empty: every pair reads axis 0
 */
public record PairAxes(List<Integer> axes) {
    /** Copies and checks the list. */
    public PairAxes {
        axes = List.copyOf(axes);
        axes.forEach(axis -> InvalidParameter.require(axis >= 0, "axis", axis, "be 0 or above"));
    }

    /** One axis for all pairs. */
    public static PairAxes single() {
        return new PairAxes(List.of());
    }

    /** The axis that a pair reads. */
    public int of(int pair) {
        return axes.isEmpty() ? 0 : axes.get(pair);
    }

    /** Number of axes that positions must be given for: the largest one read, plus 1. */
    public int count() {
        return axes.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
    }
}
