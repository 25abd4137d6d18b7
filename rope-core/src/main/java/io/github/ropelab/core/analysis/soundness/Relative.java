package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.Invariance;
import io.github.ropelab.core.kernel.Side;
import java.util.Locale;
import java.util.Optional;

/**
 * Is the score a function of query - key alone? Measured as the spread, largest minus smallest score, of each gap over many
 * shifts, divided by the declared temperature of the query; decided by the form of the maps where there is one.
 */
public record Relative() implements Check {
    @Override
    public String id() {
        return "relative";
    }

    @Override
    public String title() {
        return "the score depends on query - key alone";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        Modification modification = subject.modification();
        Promise promise = subject.promise();
        Rounding rounding = Rounding.of(promise.arithmetic());
        double worst = 0;
        double worstShare = -1;
        String witness = "";
        for (int gap : trial.gaps()) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            double tolerance = 0;
            int lowKey = 0;
            int highKey = 0;
            for (int key : trial.starts(gap)) {
                int query = key + gap;
                double[] q = modification.rotated(Side.QUERY, trial.query(), query, key);
                double[] k = modification.rotated(Side.KEY, trial.key(), query, key);
                double scale = modification.logitScale(query)
                        / promise.attention().logit().at(query);
                double score = scale * Vectors.dot(q, k);
                tolerance = Math.max(
                        tolerance,
                        4
                                * scale
                                * Vectors.size(q, k, modification.geometry())
                                * rounding.ofAngle(promise.argument(query, key)));
                lowKey = score < low || Double.isNaN(score) ? key : lowKey;
                highKey = score > high || Double.isNaN(score) ? key : highKey;
                low = Math.min(low, score);
                high = Math.max(high, score);
            }
            double share = (high - low) / tolerance;
            if (Double.isNaN(share) && Double.isFinite(worst) || share > worstShare) {
                worst = high - low;
                worstShare = Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
                witness = "gap " + gap + ", keys " + lowKey + " and " + highKey;
            }
        }
        Optional<Modification.Proof> form = modification.relativeByForm();
        boolean holds = worstShare <= 1 && form.map(Modification.Proof::holds).orElse(true);
        String measured = Double.isNaN(worst)
                ? "a score is not a number (" + witness + ")"
                : String.format(Locale.ROOT, "scores of one gap differ by up to %.3g (%s)", worst, witness);
        return Outcome.of(
                this,
                holds,
                promise.kept().contains(Invariance.SHIFT),
                worst,
                "score",
                witness,
                (holds ? "a function of query - key: " : "not a function of query - key: ")
                        + measured
                        + form.map(proof -> "; by form: " + proof.why()).orElse(""));
    }
}
