package io.github.ropelab.core.sequence;

import io.github.ropelab.core.Lengths;

/** Which of a context's lengths follow the calls. */
public enum FollowedLengths {
    /** The current length: dynamic rules, with a target that was chosen once. */
    CURRENT {
        @Override
        Lengths at(Lengths given, int effective) {
            return new Lengths(given.trained(), given.target(), effective);
        }
    },
    /**
     * Current and target length: the modification is made anew for each length, as when positions are interpolated to the
     * text at hand ({@code linear_align_corners}).
     */
    CURRENT_AND_TARGET {
        @Override
        Lengths at(Lengths given, int effective) {
            return new Lengths(given.trained(), effective, effective);
        }
    };

    /** The given lengths in a call whose encoding is made for {@code effective} tokens. */
    abstract Lengths at(Lengths given, int effective);
}
