package io.github.ropelab.core.analysis.soundness;

import java.util.Set;

/**
 * A flawed modification on purpose, to check the checks.
 *
 * @param id its number
 * @param title what is done, in words
 * @param subject the modification, with what its author believes of it
 * @param right the modification that it should be
 * @param tokens positions that it is looked at in: 0 .. tokens-1
 * @param caughtBy ids of the checks that must find it; all others but the trained range must pass
 */
public record Flaw(String id, String title, Subject subject, Subject right, int tokens, Set<String> caughtBy) {
    /** Copies the set. */
    public Flaw {
        caughtBy = Set.copyOf(caughtBy);
    }

    /** The trial with the checks' own vectors. */
    public Trial trial() {
        return Trial.of(subject.modification().geometry(), tokens);
    }
}
