package io.github.ropelab.core;

import java.util.List;

/** How positions enter the score: one pair of maps for all cells, or several branches chosen cell by cell. */
public sealed interface PositionScheme permits Uniform, Piecewise {
    /** All branches; index = what {@link #branchIndex} returns. */
    List<Branch> branches();

    /** Which branch scores the cell {@code (query, key)}, {@code key <= query}. */
    int branchIndex(int query, int key);

    /** A key after {@code key}, at most {@code query + 1}, up to which one branch scores all cells of the query. */
    int runEnd(int query, int key);

    /** The branch that scores the cell. */
    default Branch branchFor(int query, int key) {
        return branches().get(branchIndex(query, key));
    }

    /** Effective distance p_b(query) - r_b(key) of the cell, in tokens. */
    default double effectiveDistance(int query, int key) {
        return branchFor(query, key).distance(query, key);
    }
}
