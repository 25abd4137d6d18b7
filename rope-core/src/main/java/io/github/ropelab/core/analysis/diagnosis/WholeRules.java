package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PRECISION_POSITIONS;

import io.github.ropelab.core.kernel.NumberFormat;
import java.util.List;
import java.util.Map;

/** One rule for all rows: positions scaled, shifted, constant or rounded. */
final class WholeRules implements PositionRules {
    @Override
    public void propose(EffectiveRows rows) {
        rounded(rows);
        int last = rows.count() - 1;
        if (rows.declared(last) > 0) {
            double k = EffectiveRows.nice(rows.effective(last) / rows.declared(last));
            if (k != 1 && k != 0) {
                scale(rows, k);
            }
            double second = last > 0 ? EffectiveRows.nice(rows.effective(last - 1) / rows.declared(last - 1)) : k;
            if (last > 1 && rows.declared(last - 1) > 0 && second != 1 && k != second) {
                double newest = rows.declared(last);
                rows.add(
                        CACHE_TABLE,
                        "cached rows are rotated " + times(second) + ", the newest as declared",
                        Map.of(
                                "position_map",
                                Rounded.text(second) + "p for cached rows, p for the newest",
                                "position_scale",
                                second),
                        p -> p == newest ? p : second * p,
                        Rank.OTHER_KIND);
            }
        }
        double c = EffectiveRows.nice(EffectiveRows.median(rows.difference()));
        if (c != 0) {
            offset(rows, c);
        }
        if (c < 0) {
            rows.map(
                    "max(p-" + Rounded.text(-c) + ",0)",
                    "positions are shifted by " + Rounded.text(c) + " and do not go below 0",
                    p -> Math.max(p + c, 0),
                    Rank.WHOLE_NUMBER);
        }
        double constant = EffectiveRows.nice(EffectiveRows.median(rows.effective()));
        rows.add(
                POSITIONS,
                "every token is rotated at position " + Rounded.text(constant),
                Map.of("position_map", Rounded.text(constant) + " for every row", "position_scale", 0),
                p -> constant,
                Rank.WHOLE_NUMBER);
        if (last > 0 && rows.declared(last) > rows.declared(0)) {
            double slope = EffectiveRows.nice(
                    (rows.effective(last) - rows.effective(0)) / (rows.declared(last) - rows.declared(0)));
            double level = EffectiveRows.nice(rows.effective(0) - slope * rows.declared(0));
            if (slope != 1 && slope != 0 && level != 0) {
                rows.add(
                        POSITIONS,
                        "position p is rotated as " + Rounded.text(slope) + "·p + " + Rounded.text(level),
                        Map.of("position_scale", slope, "position_offset", level),
                        p -> slope * p + level,
                        EffectiveRows.whole(slope) && EffectiveRows.whole(level) ? Rank.WHOLE_NUMBER : Rank.FITTED);
            }
        }
    }

    private static void scale(EffectiveRows rows, double k) {
        boolean usual = EffectiveRows.whole(k) || EffectiveRows.whole(1 / k);
        boolean twice = k == 2 && rows.evidence().facts().fromCache();
        boolean interpolated = !rows.evidence().plainDeclared()
                && rows.evidence().setting().strategy().type().id().equals("linear");
        rows.add(
                twice ? CACHE_TABLE : POSITIONS,
                twice
                        ? "keys of the cache are rotated twice: once when written, again when read"
                        : "every position is multiplied by " + Rounded.text(k),
                Map.of("position_scale", k),
                p -> k * p,
                usual ? interpolated ? Rank.TWO_PARAMETERS : Rank.WHOLE_NUMBER : Rank.FREE);
    }

    private static void offset(EffectiveRows rows, double c) {
        boolean padding = rows.evidence().facts().leftPadding().isPresent()
                && rows.evidence().facts().leftPadding().getAsInt() == c;
        rows.add(
                POSITIONS,
                "every position is shifted by " + Rounded.text(c)
                        + (padding ? ", the left padding" : "")
                        + " (harmless where queries and keys share the shift)",
                Map.of("position_offset", c),
                p -> p + c,
                EffectiveRows.whole(c) ? Rank.WHOLE_NUMBER : Rank.FITTED);
    }

    private static void rounded(EffectiveRows rows) {
        for (NumberFormat format : List.of(NumberFormat.BFLOAT16, NumberFormat.FLOAT16)) {
            String name = LowPrecision.spelt(format);
            rows.add(
                    PRECISION_POSITIONS,
                    "positions are held in " + name,
                    Map.of("dtype", name + " positions only"),
                    format::round,
                    Rank.FORMULA);
        }
    }

    private static String times(double k) {
        return k == 2 ? "twice" : "at " + Rounded.text(k) + " times their position";
    }
}
