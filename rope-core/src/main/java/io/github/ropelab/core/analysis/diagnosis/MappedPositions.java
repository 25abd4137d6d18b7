package io.github.ropelab.core.analysis.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Known frequencies at other positions. */
final class MappedPositions implements Family {
    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        if (evidence.sample().axes() > 1 || !evidence.sample().hasRows()) {
            return List.of();
        }
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (ScheduleGuess guess : guesses) {
            if (guess.rank().compareTo(Rank.NAMED) > 0) {
                continue;
            }
            double[] effective = Vernier.positions(evidence.sample(), guess.omega(), evidence.axes());
            for (PositionGuess positions : PositionRules.of(evidence, effective)) {
                hypotheses.add(hypothesis(evidence, guess, positions));
            }
        }
        return hypotheses;
    }

    private static Hypothesis hypothesis(Evidence evidence, ScheduleGuess guess, PositionGuess positions) {
        boolean declared = guess.rank() == Rank.DECLARED;
        Map<String, Object> observed = new LinkedHashMap<>(declared ? Map.of() : guess.observed());
        observed.putAll(positions.observed());
        return new Hypothesis(
                positions.category(),
                positions.defect() + (declared ? "" : "; moreover, " + guess.defect()),
                observed,
                RotationModel.schedule(guess.omega(), evidence.axes(), positions.rule()),
                guess.amplitude(),
                declared ? positions.rank() : later(positions.rank()));
    }

    private static Rank later(Rank rank) {
        return rank.compareTo(Rank.TWO_PARAMETERS) < 0 ? Rank.TWO_PARAMETERS : Rank.FREE;
    }
}
