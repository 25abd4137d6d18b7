package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;

import java.util.Map;

/** Several tokens share a position, positions begin anew, or they count backwards. */
final class GroupedRules implements PositionRules {
    static final int LARGEST_GROUP = 128;

    @Override
    public void propose(EffectiveRows rows) {
        double start = rows.declared(0);
        for (int k = 2; k <= LARGEST_GROUP; k++) {
            int group = k;
            Rank rank = Rank.WHOLE_NUMBER;
            rows.map(
                    k + "*floor(p/" + k + ")",
                    "all tokens of a window of " + k + " are rotated at its first position",
                    p -> Math.floor(p / group) * group,
                    rank);
            rows.map(
                    "floor(p/" + k + ")",
                    k + " tokens share a position: positions are divided by " + k + " and rounded down",
                    p -> Math.floor(p / group),
                    rank);
            rows.map(
                    Rounded.text(start) + "+" + k + "*floor((p-" + Rounded.text(start) + ")/" + k + ")",
                    "all tokens of a window of " + k + " are rotated at its first position",
                    p -> start + Math.floor((p - start) / group) * group,
                    rank);
            rows.map(
                    "round(p/" + k + ")",
                    k + " tokens share a position: positions are divided by " + k + " and rounded",
                    p -> Math.rint(p / group),
                    rank);
            rows.map("p mod " + k, "positions begin anew every " + k + " tokens", p -> p % group, rank);
        }
        rows.map("floor(p)", "positions are rounded down", Math::floor, Rank.WHOLE_NUMBER);
        double total = EffectiveRows.nice(EffectiveRows.median(rows.sum()));
        rows.map(
                Rounded.text(total) + "-p",
                "positions count backwards from " + Rounded.text(total),
                p -> total - p,
                Rank.WHOLE_NUMBER);
        for (double wrap : EffectiveRows.candidates(rows.difference())) {
            if (wrap < 0) {
                double size = -wrap;
                wrapped(rows, size);
                if (size % 2 == 0) {
                    wrapped(rows, size / 2);
                }
            }
        }
    }

    private static void wrapped(EffectiveRows rows, double size) {
        boolean table = Boundary.tableSize(size, rows.evidence());
        rows.add(
                table ? CACHE_TABLE : POSITIONS,
                table
                        ? "a table of " + Rounded.text(size) + " rows is read past its end, from its start again"
                        : "positions begin anew every " + Rounded.text(size) + " tokens",
                Map.of("position_map", "p mod " + Rounded.text(size), "table_rows", size),
                p -> p % size,
                Rank.WHOLE_NUMBER);
    }
}
