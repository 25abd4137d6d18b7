package io.github.ropelab.explorer;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distances at which curves are sampled.
 *
 * @param tokens each once, ascending
 */
public record SampledDistances(List<Integer> tokens) {
    private static final int MOST = 4096;

    /** How samples lie. */
    public enum Spacing {
        /** Equal ratios, from distance 1 on. */
        LOG2,
        /** Equal steps, from distance 0 on. */
        LINEAR
    }

    /** Copies the list. */
    public SampledDistances {
        tokens = List.copyOf(tokens);
    }

    /** At most {@code points} distances up to {@code length - 1}, both ends included; whole tokens, each once. */
    public static SampledDistances of(Spacing spacing, int points, int length) {
        InvalidParameter.require(points >= 2 && points <= MOST, "points", points, "be between 2 and " + MOST);
        int last = length - 1;
        IntStream samples = spacing == Spacing.LINEAR
                ? IntStream.range(0, points).map(i -> (int) Math.round((double) last * i / (points - 1)))
                : IntStream.range(0, points)
                        .map(i -> (int) Math.round(StrictMath.pow(Math.max(1, last), (double) i / (points - 1))))
                        .map(distance -> Math.min(distance, last));
        return new SampledDistances(samples.distinct().boxed().toList());
    }
}
