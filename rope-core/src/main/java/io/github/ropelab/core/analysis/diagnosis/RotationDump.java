package io.github.ropelab.core.analysis.diagnosis;

import io.github.ropelab.core.InvalidParameter;
import java.util.List;
import java.util.Optional;

/**
 * What an engine wrote about its rotation; any of the parts may be absent, but not all.
 *
 * @param positions declared positions [axes][rows], tokens. Not copied, not modified.
 * @param table cosines and sines
 * @param frequencies ω [pairs], radians per token
 * @param vectors queries, keys or both
 */
public record RotationDump(
        double[][] positions,
        Optional<DumpedTable> table,
        Optional<double[]> frequencies,
        List<DumpedVectors> vectors) {
    /** Checks that all rows fit the positions. */
    public RotationDump {
        vectors = List.copyOf(vectors);
        int rows = positions[0].length;
        InvalidParameter.require(
                table.isPresent() || frequencies.isPresent() || !vectors.isEmpty(),
                "dump",
                "empty",
                "hold tables, frequencies or vectors");
        table.ifPresent(t -> requireRows("cos", t.rows(), rows));
        vectors.forEach(v -> requireRows(v.name(), v.rows(), rows));
    }

    private static void requireRows(String name, int found, int rows) {
        InvalidParameter.require(
                found == rows, name, found + " rows", "have one row for each of the " + rows + " positions");
    }
}
