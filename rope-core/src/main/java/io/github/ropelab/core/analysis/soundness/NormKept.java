package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.kernel.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Do queries and keys keep their norms? |x'| must be |x| everywhere, or everywhere what the declared amplitude A makes of it.
 * Where A stands, on the vectors or on the logits, is not this check's question: the score of a token with itself shows the
 * product.
 */
public record NormKept() implements Check {
    @Override
    public String id() {
        return "norm";
    }

    @Override
    public String title() {
        return "norms of queries and keys stay, up to the declared amplitude";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        Modification modification = subject.modification();
        double tolerance = Rounding.of(subject.promise().arithmetic()).value();
        double amplitude = subject.promise().amplitude();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double offPlain = 0;
        double offScaled = 0;
        String witness = "";
        List<Integer> gaps = new ArrayList<>(trial.gaps());
        gaps.add(0, 0);
        for (int gap : gaps) {
            for (int key : trial.starts(gap)) {
                for (Side side : Side.values()) {
                    double[] x = side == Side.QUERY ? trial.query() : trial.key();
                    double norm = Vectors.norm(modification.rotated(side, x, key + gap, key));
                    double ratio = norm / Vectors.norm(x);
                    double scaled = norm / Math.sqrt(Vectors.kept(x, x, amplitude, modification.geometry()));
                    double off = Double.isNaN(norm) ? Double.POSITIVE_INFINITY : Math.abs(scaled - 1);
                    if (off > offScaled) {
                        offScaled = off;
                        witness = side.name().toLowerCase(Locale.ROOT) + " at " + Vectors.own(side, key + gap, key);
                    }
                    offPlain = Math.max(offPlain, Math.abs(ratio - 1));
                    low = Math.min(low, ratio);
                    high = Math.max(high, ratio);
                }
            }
        }
        boolean holds = offPlain <= tolerance || offScaled <= tolerance;
        return Outcome.of(
                this,
                holds,
                subject.promise().keepsNorms(),
                Math.abs(low - 1) > Math.abs(high - 1) ? low : high,
                "|x'|/|x|",
                holds ? "" : witness,
                Double.isNaN(low)
                        ? "a norm is not a number (" + witness + ")"
                        : String.format(
                                Locale.ROOT,
                                "norms are multiplied by %.6g to %.6g, declared is %.6g",
                                low,
                                high,
                                amplitude));
    }
}
