package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.kernel.Side;
import java.util.Arrays;
import java.util.Locale;

/**
 * Does a cache of rotated keys stay right while the text grows? The score with the cached key against the score with the key
 * rotated anew in the query's call.
 */
public record GrowingCache() implements Check {
    @Override
    public String id() {
        return "growing_cache";
    }

    @Override
    public String title() {
        return "cached keys stay right while the text grows";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        if (subject.promise().followsLength() && subject.growing().isEmpty()) {
            return Outcome.notAsked(this, "the engine makes one encoding for the length that it is started for");
        }
        Modification growing = subject.growing().orElse(subject.modification());
        Rounding rounding = Rounding.of(subject.promise().arithmetic());
        double worst = 0;
        double worstShare = -1;
        String witness = "";
        for (int gap : trial.gaps()) {
            for (int key : trial.starts(gap)) {
                int query = key + gap;
                double[] q = growing.recomputed(Side.QUERY, trial.query(), query, key);
                double[] fresh = growing.recomputed(Side.KEY, trial.key(), query, key);
                double[] cached = growing.rotated(Side.KEY, trial.key(), query, key);
                if (Arrays.equals(fresh, cached)) {
                    continue;
                }
                double error = growing.logitScale(query) * Math.abs(Vectors.dot(q, cached) - Vectors.dot(q, fresh));
                double share = error
                        / (4
                                * Vectors.size(q, fresh, growing.geometry())
                                * rounding.ofAngle(subject.promise().argument(query, key)));
                if (!(share <= worstShare)) {
                    worstShare = Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
                    worst = error;
                    witness = "query " + query + ", key " + key;
                }
            }
        }
        boolean holds = worstShare <= 1;
        return Outcome.of(
                this,
                holds,
                !subject.promise().followsLength(),
                worst,
                "score",
                holds ? "" : witness,
                holds
                        ? "cached keys are what they would be if rotated anew"
                        : String.format(
                                Locale.ROOT,
                                "cached keys were rotated by an older call: a score is off by %.3g (%s); cache keys before "
                                        + "rotation, or make the encoding once for the longest text",
                                worst,
                                witness));
    }
}
