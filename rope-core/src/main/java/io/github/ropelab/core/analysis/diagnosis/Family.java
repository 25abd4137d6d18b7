package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;

/** A kind of explanation. */
interface Family {
    /**
     * Explanations worth testing.
     *
     * @param evidence the dump and what is declared
     * @param guesses frequencies that may have been used, the declared ones first
     */
    List<Hypothesis> hypotheses(Evidence evidence, List<ScheduleGuess> guesses);
}
