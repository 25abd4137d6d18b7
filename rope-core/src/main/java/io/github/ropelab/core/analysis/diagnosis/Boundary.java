package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.Lengths;
import java.util.ArrayList;
import java.util.List;

/** Where something changes between two dumped positions: at a number that the call knows, else a power of two, else the first seen. */
final class Boundary {
    private Boundary() {}

    /** The first changed position, above {@code last} and at most {@code first}. */
    static double between(double last, double first, Evidence evidence) {
        Lengths lengths = evidence.setting().context().lengths();
        List<Integer> known = new ArrayList<>();
        evidence.facts().prefillLength().ifPresent(known::add);
        known.addAll(List.of(lengths.trained(), lengths.target()));
        known.addAll(evidence.facts().otherLengths());
        for (int length : known) {
            if (length > last && length <= first) {
                return length;
            }
        }
        double power = StrictMath.pow(2, Math.floor(StrictMath.log(first) / StrictMath.log(2) + 1e-12));
        return power > last && power <= first ? power : first;
    }

    /** Whether a table would end there: a power of two of at least 256, or a length of the config. */
    static boolean tableSize(double position, Evidence evidence) {
        Lengths lengths = evidence.setting().context().lengths();
        boolean power = position >= 256 && Math.scalb(1.0, Math.getExponent(position)) == position;
        return power
                || position == lengths.trained()
                || position == lengths.target()
                || evidence.facts().otherLengths().contains((int) position);
    }
}
