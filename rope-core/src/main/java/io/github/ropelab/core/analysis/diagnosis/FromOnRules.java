package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;

import java.util.Arrays;
import java.util.Map;

/** As declared up to a position, and another rule from there on. */
final class FromOnRules implements PositionRules {
    @Override
    public void propose(EffectiveRows rows) {
        int first = 0;
        while (first < rows.count()
                && Math.abs(rows.effective(first) - rows.declared(first))
                        <= EffectiveRows.tolerance(rows.declared(first))) {
            first++;
        }
        if (first == 0 || first == rows.count() || rows.declared(first - 1) < 1) {
            return;
        }
        double at = Boundary.between(rows.declared(first - 1), rows.declared(first), rows.evidence());
        double[] rest = Arrays.copyOfRange(rows.effective(), first, rows.count());
        double[] from = Arrays.copyOfRange(rows.declared(), first, rows.count());
        double[] off = new double[rest.length];
        for (int t = 0; t < rest.length; t++) {
            off[t] = rest[t] - from[t];
        }
        boolean prefill = rows.evidence().facts().prefillLength().isPresent();
        boolean table = !prefill && Boundary.tableSize(at, rows.evidence());
        String text = Rounded.text(at);
        double value = EffectiveRows.nice(EffectiveRows.median(rest));
        String held = value == 0
                ? "rows from " + text + " on are not rotated (position 0)"
                : "rows from " + text + " on are all rotated at position " + Rounded.text(value);
        boolean clamped = value == at - 1;
        rows.add(
                table || clamped && !prefill ? CACHE_TABLE : POSITIONS,
                table || clamped && !prefill ? "a table of " + text + " rows is read past its end: " + held : held,
                Map.of(
                        "position_map",
                        clamped
                                ? "min(p," + Rounded.text(value) + ")"
                                : "p for p<" + text + ", else " + Rounded.text(value)),
                p -> p < at ? p : value,
                Rank.WHOLE_NUMBER);
        double shift = EffectiveRows.nice(EffectiveRows.median(off));
        if (shift != 0) {
            boolean anew = shift == -at;
            rows.add(
                    anew && table ? CACHE_TABLE : POSITIONS,
                    anew
                            ? "positions begin at 0 again from " + text + " on"
                            : "positions are shifted by " + Rounded.text(shift) + " from " + text + " on",
                    Map.of(
                            "position_map",
                            "p, " + (shift < 0 ? "" : "+") + Rounded.text(shift) + " from " + text,
                            "position_offset",
                            shift),
                    p -> p < at ? p : p + shift,
                    Rank.WHOLE_NUMBER);
        }
        double scale = EffectiveRows.nice(rest[rest.length - 1] / from[from.length - 1]);
        if (scale != 1 && scale != 0) {
            rows.add(
                    POSITIONS,
                    "positions are multiplied by " + Rounded.text(scale) + " from " + text + " on",
                    Map.of("position_map", Rounded.text(scale) + "p from " + text, "position_scale", scale),
                    p -> p < at ? p : scale * p,
                    EffectiveRows.whole(scale) ? Rank.WHOLE_NUMBER : Rank.FITTED);
        }
        for (int k = 2; k <= GroupedRules.LARGEST_GROUP; k++) {
            int group = k;
            rows.map(
                    "p for p<" + text + ", else " + text + "+" + k + "*floor((p-" + text + ")/" + k + ")",
                    "from " + text + " on, all tokens of a window of " + k + " are rotated at its first position",
                    p -> p < at ? p : at + Math.floor((p - at) / group) * group,
                    Rank.OTHER_KIND);
        }
        slowed(rows, at, from, rest);
    }

    /** Positions that go on with another slope, neither 0 nor 1. */
    private static void slowed(EffectiveRows rows, double at, double[] from, double[] rest) {
        int last = rest.length - 1;
        double slope = last == 0 ? 1 : EffectiveRows.nice((rest[last] - rest[0]) / (from[last] - from[0]));
        double level = EffectiveRows.nice(rest[0] - slope * from[0]);
        if (slope != 0 && slope != 1) {
            String after = Rounded.text(slope) + "p" + (level < 0 ? "" : "+") + Rounded.text(level);
            rows.map(
                    "p for p<" + Rounded.text(at) + ", else " + after,
                    "from " + Rounded.text(at) + " on position p is rotated as " + after,
                    p -> p < at ? p : slope * p + level,
                    Rank.FITTED);
        }
    }
}
