package io.github.ropelab.core.analysis.decay;

import io.github.ropelab.core.InvalidParameter;

/**
 * Candidate bases with a common ratio between neighbours.
 *
 * @param from first base, above 1
 * @param to last base, at least {@code from}
 * @param size number of bases
 */
public record BaseGrid(double from, double to, int size) {
    /** Checks the range. */
    public BaseGrid {
        InvalidParameter.require(Double.isFinite(from) && from > 1, "from", from, "be a base above 1");
        InvalidParameter.require(Double.isFinite(to) && to >= from, "to", to, "be a base of at least " + from);
        InvalidParameter.require(size >= 1, "bases", size, "be at least 1");
        InvalidParameter.require(size == 1 || to > from, "to", to, "be above the first base where there are several");
    }

    /** {@code from·(to/from)^(i/(size-1))}. */
    public double base(int index) {
        if (index == size - 1) {
            return size == 1 ? from : to;
        }
        return from * StrictMath.pow(to / from, index / (size - 1.0));
    }

    /** How far neighbours lie apart, as a share of the base. */
    public double relativeStep() {
        return size == 1 ? 0 : StrictMath.expm1(StrictMath.log(to / from) / (size - 1));
    }
}
