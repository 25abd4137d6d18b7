package io.github.ropelab.experiments.metric;

/**
 * What the values of a metric of rows rest on.
 *
 * @param n what is counted
 * @param standardError how it is made, or why there is none
 */
public record Observations(String n, String standardError) {
    /** Means of one value per row. */
    public static Observations rows() {
        return new Observations("rows of the range that define the statistic", "batch means");
    }

    /** Means over query-key cells. */
    public static Observations cells() {
        return new Observations("query-key cells", "batch means of the rows' sums; rms by the delta method");
    }
}
