package io.github.ropelab.core.sampling;

import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A sorted draw without replacement, every set equally likely, by Floyd's algorithm (Bentley and Floyd 1987). */
final class SortedDraw {
    private SortedDraw() {}

    /** {@code count} of the numbers 0 .. {@code from} - 1, growing. */
    static IntStream of(int from, int count, RandomGenerator random) {
        Set<Integer> drawn = new TreeSet<>();
        for (int last = from - count; last < from; last++) {
            int candidate = random.nextInt(last + 1);
            if (!drawn.add(candidate)) {
                drawn.add(last);
            }
        }
        return drawn.stream().mapToInt(Integer::intValue);
    }
}
