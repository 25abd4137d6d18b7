package io.github.ropelab.core;

import java.util.List;

/**
 * One branch for every cell.
 *
 * @param branch the maps of query and key positions
 */
public record Uniform(Branch branch) implements PositionScheme {
    /** Positions as they are. */
    public static Uniform identity() {
        return both(new PositionMap.Identity());
    }

    /** The same map on queries and keys. */
    public static Uniform both(PositionMap map) {
        return new Uniform(Branch.both("all", map));
    }

    @Override
    public List<Branch> branches() {
        return List.of(branch);
    }

    @Override
    public int branchIndex(int query, int key) {
        return 0;
    }

    @Override
    public int runEnd(int query, int key) {
        return query + 1;
    }
}
