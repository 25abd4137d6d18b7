package io.github.ropelab.core.analysis.soundness;

import java.util.List;

/** The checks, in the order in which they are reported. */
public final class Checks {
    private Checks() {}

    /** All of them. */
    public static List<Check> builtIn() {
        return List.of(
                new Relative(),
                new NormKept(),
                new SelfScore(),
                new Frequencies(),
                new Neighbours(),
                new GrowingCache(),
                new AtOrigin(),
                new InsideTrainedRange(),
                new FiniteNumbers());
    }
}
