package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.POSITIONS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declared and effective positions, row by row in the order of the declared ones, and the maps between them that were proposed. */
final class EffectiveRows {
    private static final double NEAR = 0.02;

    private final Evidence evidence;
    private final double[] declared;
    private final double[] effective;
    private final List<PositionGuess> guesses = new ArrayList<>();

    /**
     * @param evidence the dump
     * @param found effective position of each row of the sample; rows of which it is unknown, NaN, are left out
     */
    EffectiveRows(Evidence evidence, double[] found) {
        this.evidence = evidence;
        int[] known = Arrays.stream(evidence.sample().byPosition(0))
                .filter(t -> !Double.isNaN(found[t]))
                .toArray();
        declared = Arrays.stream(known)
                .mapToDouble(t -> evidence.sample().position(t))
                .toArray();
        effective = Arrays.stream(known).mapToDouble(t -> found[t]).toArray();
    }

    Evidence evidence() {
        return evidence;
    }

    /** Rows whose effective position is known. */
    int count() {
        return declared.length;
    }

    /** Declared position of a row, tokens. */
    double declared(int row) {
        return declared[row];
    }

    /** Effective position of a row, tokens. */
    double effective(int row) {
        return effective[row];
    }

    /** Declared positions, tokens. Not to be modified. */
    double[] declared() {
        return declared;
    }

    /** Effective positions, tokens. Not to be modified. */
    double[] effective() {
        return effective;
    }

    /** The maps that were proposed and are near the rows. */
    List<PositionGuess> guesses() {
        return guesses;
    }

    /** Proposes a map of positions. */
    void map(String map, String defect, PositionRule rule, Rank rank) {
        add(POSITIONS, defect, Map.of("position_map", map), rule, rank);
    }

    /** Proposes a map; one that is far from a row, or moves none, is dropped at once. */
    void add(DefectCategory category, String defect, Map<String, Object> observed, PositionRule rule, Rank rank) {
        boolean moves = false;
        for (int t = 0; t < declared.length; t++) {
            double mapped = rule.at(declared[t]);
            moves |= mapped != declared[t];
            if (!(Math.abs(mapped - effective[t]) <= 1 + Math.abs(effective[t]) * NEAR)) {
                return;
            }
        }
        if (!moves) {
            return;
        }
        guesses.add(new PositionGuess(category, defect, new LinkedHashMap<>(observed), rule, rank));
    }

    /** How far an effective position may be off, tokens. */
    static double tolerance(double position) {
        return 0.3 + ObservedRotation.PRODUCT_ROUNDING * position;
    }

    /** Effective minus declared positions. */
    double[] difference() {
        double[] all = new double[declared.length];
        for (int t = 0; t < all.length; t++) {
            all[t] = effective[t] - declared[t];
        }
        return all;
    }

    /** Effective plus declared positions. */
    double[] sum() {
        double[] all = new double[declared.length];
        for (int t = 0; t < all.length; t++) {
            all[t] = effective[t] + declared[t];
        }
        return all;
    }

    /** Distinct whole numbers among the values. */
    static double[] candidates(double[] values) {
        return Arrays.stream(values).map(Math::rint).distinct().limit(64).toArray();
    }

    /** The middle value. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A whole number, or one over a whole number, where the value is near to one. */
    static double nice(double value) {
        double whole = Math.rint(value);
        if (Math.abs(value - whole) <= NEAR * Math.max(1, Math.abs(whole)) * 0.5) {
            return whole;
        }
        double inverse = Math.rint(1 / value);
        return Math.abs(value * inverse - 1) <= NEAR * 0.1 ? 1 / inverse : value;
    }

    /** Whether the value is a whole number. */
    static boolean whole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-9;
    }
}
