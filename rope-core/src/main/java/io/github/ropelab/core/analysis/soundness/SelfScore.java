package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.kernel.Side;
import java.util.Locale;

/**
 * Is score(m, m) = A²·q·k on the rotated components plus q·k on the rest, times the declared temperature? Query and key of
 * one token must be turned by one angle. Asked with q·k and with q·q.
 */
public record SelfScore() implements Check {
    @Override
    public String id() {
        return "self_score";
    }

    @Override
    public String title() {
        return "score(m, m) = A²·q·k";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        Modification modification = subject.modification();
        Promise promise = subject.promise();
        double tolerance = 4 * Rounding.of(promise.arithmetic()).value();
        double worst = -1;
        double found = Double.NaN;
        double expected = Double.NaN;
        String witness = "";
        for (int position : trial.positions()) {
            for (double[] key : new double[][] {trial.key(), trial.query()}) {
                double[] q = modification.rotated(Side.QUERY, trial.query(), position, position);
                double[] k = modification.rotated(Side.KEY, key, position, position);
                double score = modification.logitScale(position) * Vectors.dot(q, k);
                double kept = promise.attention().logit().at(position)
                        * Vectors.kept(trial.query(), key, promise.amplitude(), modification.geometry());
                double off = Math.abs(score - kept) / Vectors.size(trial.query(), key, modification.geometry());
                if (!(off <= worst)) {
                    worst = off;
                    found = score;
                    expected = kept;
                    witness = "position " + position;
                }
                if (Double.isNaN(off)) {
                    worst = Double.POSITIVE_INFINITY;
                }
            }
        }
        boolean holds = worst <= tolerance;
        return Outcome.of(
                this,
                holds,
                true,
                found - expected,
                "score",
                holds ? "" : witness,
                holds
                        ? "score(m, m) is A²·q·k at every position"
                        : String.format(
                                Locale.ROOT,
                                "score(m, m) is %.6g where A²·q·k is %.6g (%s)",
                                found,
                                expected,
                                witness));
    }
}
