package io.github.ropelab.experiments.convention;

import io.github.ropelab.core.InvalidParameter;

/**
 * A fact that is not a number: a branch that is taken, a message.
 *
 * @param statement what was looked at
 * @param found what was found
 * @param expected what it has to equal; never empty
 */
public record Observation(String statement, String found, String expected) implements Fact {
    /** Checks that there is something to compare. */
    public Observation {
        InvalidParameter.require(!statement.isBlank(), "statement", statement, "say something");
        InvalidParameter.require(!expected.isBlank(), "expected", expected, "say something");
    }

    @Override
    public boolean holds() {
        return found.equals(expected);
    }
}
