package io.github.ropelab.core.analysis.equivalence;

/**
 * The cell with the largest difference beyond rounding.
 *
 * @param size difference, without its sign; 0 where none exceeds rounding
 * @param tolerance what counts as rounding there
 * @param query position of the query
 * @param key position of the key
 */
record Spot(double size, double tolerance, int query, int key) {
    static Spot nowhere() {
        return new Spot(0, 0, 0, 0);
    }

    boolean exceeds() {
        return size > 0;
    }

    /** This spot or that of other cells. */
    Spot or(CellClass cells, RunGaps gaps) {
        int run = gaps.worst();
        double other = gaps.size(run);
        return other > gaps.tolerance() && other > size
                ? new Spot(other, gaps.tolerance(), cells.row(run), cells.position(gaps.key(run)))
                : this;
    }
}
