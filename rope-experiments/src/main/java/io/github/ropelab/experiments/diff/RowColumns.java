package io.github.ropelab.experiments.diff;

import java.util.List;
import java.util.Set;

/**
 * The part that every column of {@code results.csv} plays when rows of two runs are matched. A column that is not named
 * here is a factor and belongs to the key.
 */
final class RowColumns {
    /** Compared within the tolerances. */
    static final List<String> NUMBERS = List.of("value", "standard_error");

    /** Rows whose metric has another version hold another quantity and are not compared. */
    static final String VERSION = "metric_version";

    /** Status: says whether there is a value at all. */
    static final String STATUS = "status";

    /** Compared as text. */
    static final List<String> FACTS =
            List.of(VERSION, STATUS, "n", "unit", "strategy_id", "strategy_version", "parameters");

    /** Not compared: a name, an address that changes with the toolkit, a remark. */
    private static final Set<String> IDLE = Set.of("study", "cell", "note");

    private RowColumns() {}

    /** Whether a column belongs to the key. */
    static boolean isKey(String column) {
        return !NUMBERS.contains(column) && !FACTS.contains(column) && !IDLE.contains(column);
    }
}
