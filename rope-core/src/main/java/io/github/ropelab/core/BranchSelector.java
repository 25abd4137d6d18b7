package io.github.ropelab.core;

/** Chooses the branch of a (query, key) cell. Implementations are records. */
public interface BranchSelector {
    /** Index into the scheme's branches for the cell, {@code key <= query}. */
    int select(int query, int key);

    /**
     * Branch 0 for {@code query - key < window}, branch 1 beyond.
     *
     * @param window tokens, at least 1
     */
    record WithinWindow(int window) implements BranchSelector {
        /** Checks the window. */
        public WithinWindow {
            InvalidParameter.require(window >= 1, "window", window, "be at least 1 token");
        }

        @Override
        public int select(int query, int key) {
            return query - key < window ? 0 : 1;
        }
    }

    /**
     * Branch 0 where query and key lie in the same chunk, 1 where the key lies in the chunk before, 2 beyond.
     *
     * @param chunk tokens, at least 1
     */
    record ByChunkDistance(int chunk) implements BranchSelector {
        /** Checks the chunk. */
        public ByChunkDistance {
            InvalidParameter.require(chunk >= 1, "chunk", chunk, "be at least 1 token");
        }

        @Override
        public int select(int query, int key) {
            return Math.min(2, query / chunk - key / chunk);
        }
    }
}
