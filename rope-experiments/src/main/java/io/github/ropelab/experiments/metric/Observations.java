package io.github.ropelab.experiments.metric;

/**
 * What the values of a metric of rows rest on.
 *
 * @param n what is counted
 * @param standardError how it is made, or why there is none
 * @param keys what it does where the two sides see different keys
 */
public record Observations(String n, String standardError, String keys) {
    /** Means of one value per row, of all keys that a side sees. */
    public static Observations rows() {
        return rows("each side over the keys that it sees");
    }

    /** Means of one value per row. */
    public static Observations rows(String keys) {
        return new Observations("rows of the range that define the statistic", "batch means", keys);
    }
}
