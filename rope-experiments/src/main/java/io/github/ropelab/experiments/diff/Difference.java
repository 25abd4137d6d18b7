package io.github.ropelab.experiments.diff;

import java.util.List;
import java.util.Locale;

/**
 * One thing in which a row of two runs differs.
 *
 * @param kind of difference
 * @param key values of the key columns
 * @param column that differs; empty where the row is in one run only
 * @param first what the first run holds; empty for nothing
 * @param second what the second run holds; empty for nothing
 * @param absolute second - first of moved numbers, else NaN
 * @param relative |second - first| / max(|first|, |second|) of moved numbers, else NaN
 */
public record Difference(
        Kind kind, List<String> key, String column, String first, String second, double absolute, double relative) {
    /** Kinds of difference, in the order of reports. */
    public enum Kind {
        /** A number differs by more than the tolerance. */
        MOVED,
        /** Status, count, unit, strategy or its parameters differ. */
        CHANGED,
        /** The metric has another version: its values are not compared. */
        OTHER_VERSION,
        /** A row of the first run alone. */
        ONLY_FIRST,
        /** A row of the second run alone. */
        ONLY_SECOND;

        /** Name in JSON and CSV. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Difference moved(List<String> key, String column, double first, double second) {
        return new Difference(
                Kind.MOVED,
                key,
                column,
                Double.toString(first),
                Double.toString(second),
                second - first,
                Math.abs(second - first) / Math.max(Math.abs(first), Math.abs(second)));
    }

    static Difference text(Kind kind, List<String> key, String column, String first, String second) {
        return new Difference(kind, key, column, first, second, Double.NaN, Double.NaN);
    }
}
