package io.github.ropelab.experiments.published;

/** How much of a result is computed. */
public enum Extent {
    /** What takes seconds. */
    USUAL,
    /** All of it, as long as it takes. */
    FULL
}
