package io.github.ropelab.cli;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.stream.IntStream;

/** Lengths of sequences that a model is run on. */
final class ModelLengths {
    private static final int LONGEST = 4096;

    private ModelLengths() {}

    /** Refuses lengths that no sequence has. */
    static void check(List<Integer> lengths) {
        lengths.forEach(
                length -> InvalidParameter.require(length >= 2, "--lengths", length, "be at least 2 tokens each"));
        InvalidParameter.require(
                lengths.stream().distinct().count() == lengths.size(), "--lengths", lengths, "not name one twice");
    }

    /** The trained length × 1, 2, 4, halved together until the longest is at most {@value #LONGEST}. */
    static List<Integer> usual(int trained) {
        int unit = trained;
        while (unit > LONGEST / 4) {
            unit /= 2;
        }
        int one = unit;
        return IntStream.of(1, 2, 4).mapToObj(times -> times * one).toList();
    }
}
