package io.github.ropelab.core.analysis.soundness;

/** One question to a modification. */
public interface Check {
    /** Unique name. */
    String id();

    /** The question in words. */
    String title();

    /** Asks it. */
    Outcome examine(Examination examination);
}
