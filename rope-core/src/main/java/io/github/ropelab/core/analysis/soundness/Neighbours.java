package io.github.ropelab.core.analysis.soundness;

import java.util.Comparator;
import java.util.Locale;

/**
 * Are neighbouring tokens told apart at working precision? Every position is rotated, and two neighbours whose rotated vectors
 * have the same bits count as one, unless the declared maps give them one position.
 */
public record Neighbours() implements Check {
    @Override
    public String id() {
        return "precision";
    }

    @Override
    public String title() {
        return "neighbouring tokens are rotated differently at working precision";
    }

    @Override
    public Outcome examine(Examination examination) {
        int tokens = examination.trial().end() - examination.trial().first();
        Scan worst = examination.scans().stream()
                .min(Comparator.comparingInt(Scan::distinct))
                .orElseThrow();
        boolean holds = worst.distinct() == tokens;
        int collapse = worst.firstShared().orElse(0);
        return Outcome.of(
                this,
                holds,
                true,
                worst.distinct(),
                "positions told apart",
                holds ? "" : worst.side().name().toLowerCase(Locale.ROOT) + " " + (collapse - 1) + " and " + collapse,
                holds
                        ? "all neighbours among " + tokens + " positions are told apart"
                        : worst.distinct() + " of " + tokens + " positions are told apart; from " + collapse
                                + " on neighbours share a rotation");
    }
}
