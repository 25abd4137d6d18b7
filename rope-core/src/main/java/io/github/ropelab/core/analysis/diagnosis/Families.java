package io.github.ropelab.core.analysis.diagnosis;

import java.util.List;

/** The catalogue of kinds of explanations. */
final class Families {
    private Families() {}

    /** All of them; a new one is one file and one line. */
    static List<Family> builtIn() {
        return List.of(
                new StraightPositions(),
                new TurnedSign(),
                new PositionByLength(),
                new MappedPositions(),
                new LowPrecision(),
                new AxisMaps(),
                new SplitAtPosition());
    }
}
