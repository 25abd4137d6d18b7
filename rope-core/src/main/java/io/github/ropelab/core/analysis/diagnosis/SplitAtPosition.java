package io.github.ropelab.core.analysis.diagnosis;

import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.CACHE_TABLE;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.DYNAMIC_NTK;
import static io.github.ropelab.core.analysis.diagnosis.DefectCategory.LONGROPE_SELECTION;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One rotation up to a position and another from there on: a table made at one length, and rows added at another. */
final class SplitAtPosition implements Family {
    private static final int MOST_GUESSES = 60;
    private static final int LONG_ENOUGH = 8;

    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        ObservedRotation sample = evidence.sample();
        if (sample.axes() > 1 || !sample.hasRows()) {
            return List.of();
        }
        List<ScheduleGuess> tried = guesses.subList(0, Math.min(MOST_GUESSES, guesses.size()));
        int[] order = sample.byPosition(0);
        List<Hypothesis> found = new ArrayList<>();
        int[] prefix = new int[tried.size()];
        int[] suffix = new int[tried.size()];
        for (int g = 0; g < tried.size(); g++) {
            RotationModel model = RotationModel.schedule(tried.get(g).omega(), evidence.axes());
            while (prefix[g] < order.length && rowHolds(sample, model, order[prefix[g]])) {
                prefix[g]++;
            }
            while (suffix[g] < order.length && rowHolds(sample, model, order[order.length - 1 - suffix[g]])) {
                suffix[g]++;
            }
        }
        for (int a = 0; a < tried.size(); a++) {
            for (int b = 0; b < tried.size(); b++) {
                boolean both = prefix[a] > 1
                        && suffix[b] > 0
                        && suffix[b] < order.length
                        && prefix[a] < order.length
                        && prefix[a] + suffix[b] >= order.length;
                if (a != b && both) {
                    found.add(split(
                            evidence,
                            tried.get(a),
                            tried.get(b),
                            sample.position(order[prefix[a] - 1]),
                            sample.position(order[prefix[a]])));
                }
            }
        }
        if (found.isEmpty() && prefix.length > 0 && prefix[0] >= LONG_ENOUGH && prefix[0] < order.length) {
            found.add(brokenOff(evidence, sample.position(order[prefix[0] - 1]), sample.position(order[prefix[0]])));
        }
        return found;
    }

    /** As declared up to a position; what comes then is no rotation that is known. */
    private static Hypothesis brokenOff(Evidence evidence, double last, double first) {
        double at = Boundary.between(last, first, evidence);
        RotationModel declared = RotationModel.schedule(evidence.declared(), evidence.axes());
        return new Hypothesis(
                CACHE_TABLE,
                "as declared up to position " + Rounded.text(at)
                        + "; rows from there on are unrelated, as where a table is read past its end",
                Map.of("from_position", at, "after", "unrelated"),
                (position, row, pair) -> position[0] < at ? declared.phase(position, row, pair) : Double.NaN,
                Double.NaN,
                Rank.FREE);
    }

    private static boolean rowHolds(ObservedRotation sample, RotationModel model, int row) {
        return Fit.rowHolds(sample, model, new double[] {sample.position(row)}, row);
    }

    private static Hypothesis split(
            Evidence evidence, ScheduleGuess before, ScheduleGuess after, double last, double first) {
        double at = Boundary.between(last, first, evidence);
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("before", described(before));
        observed.put("from_position", at);
        observed.put("after", described(after));
        Setting declared = evidence.setting();
        boolean lists = declared.strategy().parameters().containsKey("long_factor");
        DefectCategory category =
                lists ? LONGROPE_SELECTION : DynamicBase.isDynamicBase(declared) ? DYNAMIC_NTK : CACHE_TABLE;
        return new Hypothesis(
                category,
                "two rotations in one dump, changing at position " + Rounded.text(at) + ": before, " + before.defect()
                        + "; from there on, " + after.defect(),
                observed,
                (position, row, pair) -> position[0] * (position[0] < at ? before : after).omega()[pair],
                Double.NaN,
                before.rank() == Rank.DECLARED || after.rank() == Rank.DECLARED ? Rank.SPLIT : Rank.FREE);
    }

    private static Object described(ScheduleGuess guess) {
        return guess.rank() == Rank.DECLARED ? "as declared" : guess.observed();
    }
}
