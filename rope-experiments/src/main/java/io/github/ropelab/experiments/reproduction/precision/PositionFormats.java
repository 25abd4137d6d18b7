package io.github.ropelab.experiments.reproduction.precision;

import io.github.ropelab.core.kernel.NumberFormat;
import java.util.stream.IntStream;

/** What a number format makes of whole positions. */
final class PositionFormats {
    private static final int FAR = 1 << 20;

    private PositionFormats() {}

    /** The first position that has the number of the one before it, up to 2^20. */
    static int firstCollision(NumberFormat format) {
        return IntStream.range(1, FAR)
                .filter(n -> format.round(n) == format.round(n - 1))
                .findFirst()
                .orElseThrow();
    }

    /** The first position that is infinite. */
    static int firstInfinite(NumberFormat format) {
        return IntStream.range(0, FAR)
                .filter(n -> Double.isInfinite(format.round(n)))
                .findFirst()
                .orElseThrow();
    }

    /** Different numbers among the positions 0 to {@code length - 1}. */
    static long distinct(NumberFormat format, int length) {
        return IntStream.range(0, length).mapToDouble(format::round).distinct().count();
    }

    /** Positions below {@code length} whose number is that of {@code position}. */
    static long sharing(NumberFormat format, int position, int length) {
        return IntStream.range(0, length)
                .filter(n -> format.round(n) == format.round(position))
                .count();
    }
}
