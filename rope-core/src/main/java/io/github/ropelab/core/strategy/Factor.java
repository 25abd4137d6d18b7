package io.github.ropelab.core.strategy;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import java.util.OptionalDouble;

/** How a factor that a strategy applies came about. */
final class Factor {
    private Factor() {}

    /** The derivation of a factor that is absent from the parameters; empty for one that is given. */
    static String how(OptionalDouble given, RopeContext context) {
        Lengths lengths = context.lengths();
        return given.isPresent() ? "" : "target / trained = " + lengths.target() + "/" + lengths.trained();
    }
}
