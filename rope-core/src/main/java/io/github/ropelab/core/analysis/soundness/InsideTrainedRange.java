package io.github.ropelab.core.analysis.soundness;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.Numbers;
import io.github.ropelab.core.kernel.Side;
import java.util.OptionalDouble;

/**
 * Is every effective position inside [0, trained length - 1]? Exact where the form of the maps tells, measured from the angles
 * otherwise. Leaving the range is no mistake of the code, and so never a finding.
 */
public record InsideTrainedRange() implements Check {
    @Override
    public String id() {
        return "in_trained_range";
    }

    @Override
    public String title() {
        return "every effective position lies inside the trained range";
    }

    @Override
    public Outcome examine(Examination examination) {
        Subject subject = examination.subject();
        Trial trial = examination.trial();
        if (!subject.promise().trainedKnown()) {
            return Outcome.notAsked(this, "no trained length is declared");
        }
        Lengths lengths = subject.promise().context().orElseThrow().lengths();
        int limit = lengths.trained() - 1;
        int tokens = Math.max(lengths.target(), lengths.current());
        OptionalDouble exact = subject.modification().largestEffectivePosition(tokens);
        OptionalDouble largest = exact.isPresent() ? exact : measured(subject, trial);
        if (largest.isEmpty()) {
            return Outcome.notAsked(this, "the pairs share no effective position");
        }
        double position = largest.getAsDouble();
        boolean inside = position <= limit;
        return Outcome.of(
                this,
                inside,
                false,
                position,
                "effective position",
                inside ? "" : "position " + ((exact.isPresent() ? tokens : trial.end()) - 1),
                "the largest effective position is " + Numbers.plain(position) + ", "
                        + (inside ? "inside" : "outside") + " the trained range [0, " + limit + "]"
                        + (inside ? "" : " by " + Numbers.plain(position - limit)));
    }

    private static OptionalDouble measured(Subject subject, Trial trial) {
        int last = trial.end() - 1;
        FrequencySchedule base = subject.promise().context().orElseThrow().baseFrequencies();
        double largest = 0;
        for (Side side : Side.values()) {
            OptionalDouble position = CommonPosition.of(
                    PairResponse.of(subject.modification(), side, last, last),
                    base,
                    Rounding.of(subject.promise().arithmetic()));
            if (position.isEmpty()) {
                return OptionalDouble.empty();
            }
            largest = Math.max(largest, Math.abs(position.getAsDouble()));
        }
        return OptionalDouble.of(largest);
    }
}
