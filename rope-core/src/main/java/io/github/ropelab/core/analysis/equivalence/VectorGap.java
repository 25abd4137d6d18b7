package io.github.ropelab.core.analysis.equivalence;

/**
 * How far angles (radians) or growths (nepers) of vectors lie apart.
 *
 * @param size largest difference; where angles differ by whole turns, what is left of it
 * @param same whether no difference exceeds rounding
 */
record VectorGap(double size, boolean same) {
    static VectorGap none() {
        return new VectorGap(0, true);
    }

    /** This gap with one more vector. */
    VectorGap with(double a, double b, boolean turning) {
        double difference = Math.abs(a - b);
        if (difference == 0) {
            return this;
        }
        double tolerance = Rounding.tolerance(Math.max(Math.abs(a), Math.abs(b)));
        double left = turning && difference > tolerance ? Rounding.offTurns(difference) : difference;
        return left <= tolerance
                ? new VectorGap(Math.max(size, left), same)
                : new VectorGap(Math.max(size, difference), false);
    }

    /** The larger of both. */
    VectorGap and(VectorGap other) {
        return new VectorGap(Math.max(size, other.size), same && other.same);
    }
}
