package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;

/** The catalogue of ways to get frequencies wrong. */
final class ScheduleFamilies {
    private ScheduleFamilies() {}

    /** All of them; a new one is one file and one line. */
    static List<ScheduleFamily> builtIn() {
        return List.of(
                new OtherLayer(),
                new DroppedScaling(),
                new OtherFactorList(),
                new RotatedPairs(),
                new DynamicBase(),
                new FreeBase(),
                new WrongExponent(),
                new WrongUnit(),
                new InvertedScaling(),
                new SwappedBetas(),
                new ChangedParameter(),
                new OtherStrategy());
    }
}
