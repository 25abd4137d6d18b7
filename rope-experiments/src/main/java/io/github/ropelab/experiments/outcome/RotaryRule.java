package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.RopeStrategy;

/** A strategy that stands in the place of a model's own. */
public interface RotaryRule {
    /** The rule of a cell, where parameters follow from it. */
    RotaryRule at(RopeContext cell);

    /** The strategy of a rule that has become one of a cell. */
    RopeStrategy strategy();

    /** The lengths that its formulas see in a cell. */
    Lengths lengths(Lengths cell);
}
