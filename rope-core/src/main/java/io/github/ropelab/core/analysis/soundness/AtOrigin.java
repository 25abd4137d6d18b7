package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.Invariance;
import io.github.ropelab.core.kernel.Side;
import java.util.Locale;

/** Is position 0 turned by no angle? Relative checks cannot see a constant that moves both sides. */
public record AtOrigin() implements Check {
    @Override
    public String id() {
        return "origin";
    }

    @Override
    public String title() {
        return "position 0 is not turned";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        if (trial.first() > 0) {
            return Outcome.notAsked(this, "position 0 is not there");
        }
        Modification modification = subject.modification();
        double tolerance = 4 * Rounding.of(subject.promise().arithmetic()).value();
        double worst = 0;
        String witness = "";
        for (Side side : Side.values()) {
            PairResponse response = PairResponse.of(modification, side, 0, 0);
            for (int i = 0; i < modification.geometry().pairs(); i++) {
                if (!(Math.abs(response.angle(i)) <= worst)) {
                    worst = Math.abs(response.angle(i));
                    witness = side.name().toLowerCase(Locale.ROOT) + ", pair " + i;
                }
            }
        }
        boolean holds = worst <= tolerance;
        return Outcome.of(
                this,
                holds,
                subject.promise().kept().contains(Invariance.ORIGIN),
                worst,
                "radians",
                holds ? "" : witness,
                holds
                        ? "position 0 is not turned"
                        : String.format(Locale.ROOT, "position 0 is turned by %.6g radians (%s)", worst, witness));
    }
}
