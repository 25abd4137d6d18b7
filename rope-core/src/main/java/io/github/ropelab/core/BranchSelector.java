package io.github.ropelab.core;

/** Chooses the branch of a (query, key) cell. Implementations are records. */
public interface BranchSelector {
    /** Index into the scheme's branches for the cell, {@code key <= query}. */
    int select(int query, int key);

    /** A key after {@code key}, at most {@code query + 1}, up to which all keys of the query take the same branch. */
    default int runEnd(int query, int key) {
        return key + 1;
    }

    /** When the branch is taken, for people, in the query position {@code i} and the key position {@code j}. */
    String condition(int branch);

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

        @Override
        public int runEnd(int query, int key) {
            return query - key < window ? query + 1 : query - window + 1;
        }

        @Override
        public String condition(int branch) {
            return "i-j " + (branch == 0 ? "< " : "≥ ") + window;
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

        @Override
        public int runEnd(int query, int key) {
            return switch (select(query, key)) {
                case 0 -> query + 1;
                case 1 -> (key / chunk + 1) * chunk;
                default -> (query / chunk - 1) * chunk;
            };
        }

        @Override
        public String condition(int branch) {
            return switch (branch) {
                case 0 -> "same chunk of " + chunk;
                case 1 -> "j one chunk before";
                default -> "j further back";
            };
        }
    }
}
