package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.core.kernel.Side;
import java.util.Locale;

/**
 * Does every pair turn as fast as declared? The angle between query and key of each pair in a cell, against ω_i times the
 * declared effective distance, both less their value at (1, 1): a constant offset is not this check's question.
 */
public record Frequencies() implements Check {
    @Override
    public String id() {
        return "frequencies";
    }

    @Override
    public String title() {
        return "every pair turns at the declared frequency";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        if (subject.promise().encoding().isEmpty()) {
            return Outcome.notAsked(this, "no one schedule is declared");
        }
        PositionEncoding declared = subject.promise().encoding().get();
        RotaryGeometry geometry = subject.modification().geometry();
        Rounding rounding = Rounding.of(subject.promise().arithmetic());
        int origin = trial.starts(0).get(0);
        double[] start = angles(subject.modification(), origin, origin);
        double startDistance = declared.positions().effectiveDistance(origin, origin);
        double worst = 0;
        double worstShare = -1;
        double relative = 0;
        String witness = "";
        for (int gap : trial.gaps()) {
            for (int key : trial.starts(gap)) {
                int query = key + gap;
                double[] angles = angles(subject.modification(), query, key);
                double distance = declared.positions().effectiveDistance(query, key) - startDistance;
                for (int i = 0; i < geometry.pairs(); i++) {
                    double omega = declared.frequencies().omega(i);
                    double off = Math.abs(Vectors.wrapped(angles[i] - start[i] - omega * distance));
                    double argument = omega == 0 ? 0 : omega * (query + key + 2.0 * origin);
                    double share = off / (2 * rounding.ofAngle(Math.max(argument, omega * Math.abs(distance))));
                    if (!(share <= worstShare)) {
                        worstShare = Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
                        worst = off;
                        relative = off / Math.abs(omega * distance);
                        witness = "pair " + i + ", query " + query + ", key " + key;
                    }
                }
            }
        }
        boolean holds = worstShare <= 1;
        return Outcome.of(
                this,
                holds,
                true,
                worst,
                "radians",
                holds ? "" : witness,
                holds
                        ? "every pair turns as declared"
                        : String.format(
                                Locale.ROOT,
                                Double.isNaN(worst)
                                        ? "an angle is not a number (%3$s)"
                                        : "an angle is off by %1$.3g radians, %2$.3g times the declared turn (%3$s)",
                                worst,
                                relative,
                                witness));
    }

    private static double[] angles(Modification modification, int query, int key) {
        PairResponse q = PairResponse.of(modification, Side.QUERY, query, key);
        PairResponse k = PairResponse.of(modification, Side.KEY, query, key);
        double[] angles = new double[modification.geometry().pairs()];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = q.angle(i) - k.angle(i);
        }
        return angles;
    }
}
