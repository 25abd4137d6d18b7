package io.github.ropelab.experiments.data;

import java.util.OptionalInt;

/**
 * One head's worth of a data set.
 *
 * @param layer of the model; absent for drawn vectors
 * @param head index of the query head inside of the capture; absent for drawn vectors
 * @param seed index of the draw; absent for captures
 */
public record Slice(OptionalInt layer, OptionalInt head, OptionalInt seed) {
    /** A head of a capture. */
    public static Slice head(int layer, int head) {
        return new Slice(OptionalInt.of(layer), OptionalInt.of(head), OptionalInt.empty());
    }

    /** A draw. */
    public static Slice seed(int seed) {
        return new Slice(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(seed));
    }
}
