package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.PRECISION_POSITIONS;

import io.github.ropelab.core.kernel.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Position maps that effective positions suggest: scaled, shifted, constant, cut, grouped, rounded, or one of them from a position on. */
final class PositionRules {
    private static final int LARGEST_GROUP = 128;
    private static final double NEAR = 0.02;

    private final Evidence evidence;
    private final double[] declared;
    private final double[] effective;
    private final List<PositionGuess> guesses = new ArrayList<>();

    private PositionRules(Evidence evidence, double[] declared, double[] effective) {
        this.evidence = evidence;
        this.declared = declared;
        this.effective = effective;
    }

    /**
     * Maps worth testing.
     *
     * @param evidence the dump
     * @param effective position of each row of the sample; NaN where it is unknown
     */
    static List<PositionGuess> of(Evidence evidence, double[] effective) {
        int[] known = java.util.stream.IntStream.range(0, effective.length)
                .filter(t -> !Double.isNaN(effective[t]))
                .boxed()
                .sorted((a, b) -> Double.compare(
                        evidence.sample().position(a), evidence.sample().position(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] p = Arrays.stream(known)
                .mapToDouble(t -> evidence.sample().position(t))
                .toArray();
        double[] e = Arrays.stream(known).mapToDouble(t -> effective[t]).toArray();
        PositionRules rules = new PositionRules(evidence, p, e);
        if (p.length > 0) {
            rules.whole();
            rules.rounded();
            rules.grouped();
            rules.fromOn();
        }
        return rules.guesses;
    }

    /** One rule for all rows. */
    private void whole() {
        int last = declared.length - 1;
        if (declared[last] > 0) {
            double k = nice(effective[last] / declared[last]);
            if (k != 1) {
                scale(k);
            }
            double second = last > 0 ? nice(effective[last - 1] / declared[last - 1]) : k;
            if (last > 1 && declared[last - 1] > 0 && second != 1 && k != second) {
                double newest = declared[last];
                add(
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
        double c = nice(median(difference()));
        if (c != 0) {
            offset(c);
        }
        if (c < 0) {
            map(
                    "max(p-" + Rounded.text(-c) + ",0)",
                    "positions are shifted by " + Rounded.text(c) + " and do not go below 0",
                    p -> Math.max(p + c, 0),
                    Rank.WHOLE_NUMBER);
        }
        double constant = nice(median(effective));
        add(
                POSITIONS,
                "every token is rotated at position " + Rounded.text(constant),
                Map.of("position_map", Rounded.text(constant) + " for every row", "position_scale", 0),
                p -> constant,
                Rank.WHOLE_NUMBER);
        if (last > 0 && declared[last] > declared[0]) {
            double slope = nice((effective[last] - effective[0]) / (declared[last] - declared[0]));
            double level = nice(effective[0] - slope * declared[0]);
            if (slope != 1 && slope != 0 && level != 0) {
                add(
                        POSITIONS,
                        "position p is rotated as " + Rounded.text(slope) + "·p + " + Rounded.text(level),
                        Map.of("position_scale", slope, "position_offset", level),
                        p -> slope * p + level,
                        whole(slope) && whole(level) ? Rank.WHOLE_NUMBER : Rank.FITTED);
            }
        }
    }

    private void scale(double k) {
        boolean usual = whole(k) || whole(1 / k);
        boolean twice = k == 2 && evidence.facts().fromCache();
        boolean interpolated = !evidence.plainDeclared()
                && evidence.setting().strategy().type().id().equals("linear");
        add(
                twice ? CACHE_TABLE : POSITIONS,
                twice
                        ? "keys of the cache are rotated twice: once when written, again when read"
                        : "every position is multiplied by " + Rounded.text(k),
                Map.of("position_scale", k),
                p -> k * p,
                usual ? interpolated ? Rank.TWO_PARAMETERS : Rank.WHOLE_NUMBER : Rank.FREE);
    }

    private void offset(double c) {
        boolean padding = evidence.facts().leftPadding().isPresent()
                && evidence.facts().leftPadding().getAsInt() == c;
        add(
                POSITIONS,
                "every position is shifted by " + Rounded.text(c)
                        + (padding ? ", the left padding" : "")
                        + " (harmless where queries and keys share the shift)",
                Map.of("position_offset", c),
                p -> p + c,
                whole(c) ? Rank.WHOLE_NUMBER : Rank.FITTED);
    }

    private void rounded() {
        for (NumberFormat format : List.of(NumberFormat.BFLOAT16, NumberFormat.FLOAT16)) {
            String name = LowPrecision.spelt(format);
            add(
                    PRECISION_POSITIONS,
                    "positions are held in " + name,
                    Map.of("dtype", name + " positions only"),
                    format::round,
                    Rank.FORMULA);
        }
    }

    /** Several tokens share a position, or positions begin anew. */
    private void grouped() {
        double start = declared[0];
        for (int k = 2; k <= LARGEST_GROUP; k++) {
            int group = k;
            Rank rank = Rank.WHOLE_NUMBER;
            map(
                    "floor(p/" + k + ")·" + k,
                    "all tokens of a window of " + k + " are rotated at its first position",
                    p -> Math.floor(p / group) * group,
                    rank);
            map(
                    "floor(p/" + k + ")",
                    k + " tokens share a position: positions are divided by " + k + " and rounded down",
                    p -> Math.floor(p / group),
                    rank);
            map(
                    "floor((p-" + Rounded.text(start) + ")/" + k + ")·" + k + "+" + Rounded.text(start),
                    "all tokens of a window of " + k + " are rotated at its first position",
                    p -> start + Math.floor((p - start) / group) * group,
                    rank);
            map(
                    "round(p/" + k + ")",
                    k + " tokens share a position: positions are divided by " + k + " and rounded",
                    p -> Math.rint(p / group),
                    rank);
            map("p mod " + k, "positions begin anew every " + k + " tokens", p -> p % group, rank);
        }
        map("floor(p)", "positions are rounded down", Math::floor, Rank.WHOLE_NUMBER);
        double total = nice(median(sum()));
        map(
                Rounded.text(total) + "-p",
                "positions count backwards from " + Rounded.text(total),
                p -> total - p,
                Rank.WHOLE_NUMBER);
        for (double wrap : candidates(difference())) {
            if (wrap < 0) {
                double size = -wrap;
                wrapped(size);
                if (size % 2 == 0) {
                    wrapped(size / 2);
                }
            }
        }
    }

    private void wrapped(double size) {
        boolean table = Boundary.tableSize(size, evidence);
        add(
                table ? CACHE_TABLE : POSITIONS,
                table
                        ? "a table of " + Rounded.text(size) + " rows is read past its end, from its start again"
                        : "positions begin anew every " + Rounded.text(size) + " tokens",
                Map.of("position_map", "p mod " + Rounded.text(size), "table_rows", size),
                p -> p % size,
                Rank.WHOLE_NUMBER);
    }

    /** As declared up to a position, and another rule from there on. */
    private void fromOn() {
        int first = 0;
        while (first < declared.length && Math.abs(effective[first] - declared[first]) <= tolerance(declared[first])) {
            first++;
        }
        if (first == 0 || first == declared.length || declared[first - 1] < 1) {
            return;
        }
        double at = Boundary.between(declared[first - 1], declared[first], evidence);
        double[] rest = Arrays.copyOfRange(effective, first, effective.length);
        double[] from = Arrays.copyOfRange(declared, first, declared.length);
        double[] off = new double[rest.length];
        for (int t = 0; t < rest.length; t++) {
            off[t] = rest[t] - from[t];
        }
        boolean prefill = evidence.facts().prefillLength().isPresent();
        boolean table = !prefill && Boundary.tableSize(at, evidence);
        String text = Rounded.text(at);
        double value = nice(median(rest));
        String held = value == 0
                ? "rows from " + text + " on are not rotated (position 0)"
                : "rows from " + text + " on are all rotated at position " + Rounded.text(value);
        boolean clamped = value == at - 1;
        add(
                table || clamped && !prefill ? CACHE_TABLE : POSITIONS,
                table || clamped && !prefill ? "a table of " + text + " rows is read past its end: " + held : held,
                Map.of("position_map", "p for p<" + text + ", else " + Rounded.text(value)),
                p -> p < at ? p : value,
                Rank.WHOLE_NUMBER);
        double shift = nice(median(off));
        if (shift != 0) {
            boolean anew = shift == -at;
            add(
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
        double scale = nice(rest[rest.length - 1] / from[from.length - 1]);
        if (scale != 1 && scale != 0) {
            add(
                    POSITIONS,
                    "positions are multiplied by " + Rounded.text(scale) + " from " + text + " on",
                    Map.of("position_map", Rounded.text(scale) + "p from " + text, "position_scale", scale),
                    p -> p < at ? p : scale * p,
                    whole(scale) ? Rank.WHOLE_NUMBER : Rank.FITTED);
        }
        for (int k = 2; k <= LARGEST_GROUP; k++) {
            int group = k;
            map(
                    "p for p<" + text + ", else " + text + "+floor((p-" + text + ")/" + k + ")·" + k,
                    "from " + text + " on, all tokens of a window of " + k + " are rotated at its first position",
                    p -> p < at ? p : at + Math.floor((p - at) / group) * group,
                    Rank.OTHER_KIND);
        }
        map(
                "p for p<" + text + ", then " + text + " + slowed",
                "positions grow more slowly from " + text + " on",
                slowed(at, from, rest),
                Rank.FITTED);
    }

    private static PositionRule slowed(double at, double[] from, double[] rest) {
        int last = rest.length - 1;
        double slope = last == 0 ? 1 : nice((rest[last] - rest[0]) / (from[last] - from[0]));
        double level = rest[0] - slope * from[0];
        return p -> p < at ? p : slope * p + level;
    }

    private void map(String map, String defect, PositionRule rule, Rank rank) {
        add(POSITIONS, defect, Map.of("position_map", map), rule, rank);
    }

    private void add(
            DefectCategory category, String defect, Map<String, Object> observed, PositionRule rule, Rank rank) {
        for (int t = 0; t < declared.length; t++) {
            if (!(Math.abs(rule.at(declared[t]) - effective[t]) <= 1 + Math.abs(effective[t]) * NEAR)) {
                return;
            }
        }
        guesses.add(new PositionGuess(category, defect, new LinkedHashMap<>(observed), rule, rank));
    }

    private double tolerance(double position) {
        return 0.3 + ObservedRotation.PRODUCT_ROUNDING * position;
    }

    private double[] difference() {
        double[] all = new double[declared.length];
        for (int t = 0; t < all.length; t++) {
            all[t] = effective[t] - declared[t];
        }
        return all;
    }

    private double[] sum() {
        double[] all = new double[declared.length];
        for (int t = 0; t < all.length; t++) {
            all[t] = effective[t] + declared[t];
        }
        return all;
    }

    /** Distinct whole numbers among the values. */
    private static double[] candidates(double[] values) {
        return Arrays.stream(values).map(Math::rint).distinct().limit(64).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A whole number, or one over a whole number, where the value is near to one. */
    private static double nice(double value) {
        double whole = Math.rint(value);
        if (Math.abs(value - whole) <= NEAR * Math.max(1, Math.abs(whole)) * 0.5) {
            return whole;
        }
        double inverse = Math.rint(1 / value);
        return Math.abs(value * inverse - 1) <= NEAR * 0.1 ? 1 / inverse : value;
    }

    private static boolean whole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-9;
    }

    private static String times(double k) {
        return k == 2 ? "twice" : "at " + Rounded.text(k) + " times their position";
    }
}
