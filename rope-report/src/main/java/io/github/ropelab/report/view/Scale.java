package io.github.ropelab.report.view;

/** How values become lengths. */
public enum Scale {
    /** Equal steps. */
    LINEAR,
    /** Equal factors of two; values above 0. */
    LOG2,
    /** Equal factors of ten; values above 0. */
    LOG10
}
