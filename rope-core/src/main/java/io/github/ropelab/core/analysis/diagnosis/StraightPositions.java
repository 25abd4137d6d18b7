package io.github.ropelab.core.analysis.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** Positions as they are; the frequencies are at fault. */
final class StraightPositions implements Family {
    @Override
    public List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses) {
        List<Hypothesis> hypotheses = new ArrayList<>();
        for (ScheduleGuess guess : guesses) {
            hypotheses.add(new Hypothesis(
                    guess.category(),
                    guess.defect(),
                    guess.observed(),
                    RotationModel.schedule(guess.omega(), evidence.axes()),
                    guess.amplitude(),
                    guess.rank()));
        }
        return hypotheses;
    }
}
