package io.github.ropelab.core;

/**
 * One pair of position maps; the score of a cell depends on {@code query.at(m) - key.at(n)} alone.
 *
 * @param name what the branch is for, as in {@code near} and {@code far}
 * @param query map of query positions
 * @param key map of key positions
 */
public record Branch(String name, PositionMap query, PositionMap key) {
    /** Both sides map alike. */
    public static Branch both(String name, PositionMap map) {
        return new Branch(name, map, map);
    }

    /** Effective distance of the two tokens under this branch, in tokens. */
    public double distance(int query, int key) {
        return this.query.at(query) - this.key.at(key);
    }
}
