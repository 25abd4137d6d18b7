package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;

/** A way to get frequencies wrong. */
interface ScheduleFamily {
    /** Frequencies that an engine with this defect would have used; need not fit the dump. */
    List<ScheduleGuess> guesses(Evidence evidence);
}
