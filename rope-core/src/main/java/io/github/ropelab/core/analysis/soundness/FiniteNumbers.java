package io.github.ropelab.core.analysis.soundness;

import java.util.Locale;

/** Is every rotated component a finite number at every position? */
public record FiniteNumbers() implements Check {
    @Override
    public String id() {
        return "finite";
    }

    @Override
    public String title() {
        return "every rotated component is a finite number";
    }

    @Override
    public Outcome examine(Examination examination) {
        for (Scan scan : examination.scans()) {
            if (scan.firstNotFinite().isPresent()) {
                int position = scan.firstNotFinite().getAsInt();
                return Outcome.of(
                        this,
                        false,
                        true,
                        position,
                        "position",
                        scan.side().name().toLowerCase(Locale.ROOT) + " at " + position,
                        "position " + position + " is the first whose rotated components are not finite");
            }
        }
        return Outcome.of(
                this, true, true, examination.trial().end(), "positions", "", "all rotated components are finite");
    }
}
