package io.github.ropelab.core;

import java.util.List;

/**
 * Several branches, chosen by query and key position (ReRoPE, Self-Extend, Dual Chunk).
 *
 * @param branches at least two
 * @param selector returns indices into {@code branches}
 */
public record Piecewise(List<Branch> branches, BranchSelector selector) implements PositionScheme {
    /** Copies the list. */
    public Piecewise {
        branches = List.copyOf(branches);
        InvalidParameter.require(branches.size() >= 2, "branches", branches.size(), "be at least 2");
    }

    @Override
    public int branchIndex(int query, int key) {
        return selector.select(query, key);
    }

    @Override
    public int runEnd(int query, int key) {
        return selector.runEnd(query, key);
    }
}
