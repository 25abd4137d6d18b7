package io.github.ropelab.experiments.store;

/**
 * What stands in a cell's place.
 *
 * @param result what is known of the cell; empty if nothing valid is there
 * @param defect why what is there is not believed; empty if it is, or if nothing is there
 */
public record Found(CellResult result, String defect) {
    static Found valid(CellResult result) {
        return new Found(result, "");
    }

    static Found absent() {
        return new Found(CellResult.empty(), "");
    }

    static Found damaged(String defect) {
        return new Found(CellResult.empty(), defect);
    }

    /** Whether something is there that cannot be used. */
    public boolean damaged() {
        return !defect.isEmpty();
    }
}
