package io.github.ropelab.core;

/** Facts that a strategy promises; the contract test proves each promise and looks for a breach where none is made. */
public enum Invariance {
    /** Scores do not change when query and key move together: score(m+c, n+c) = score(m, n). */
    SHIFT,
    /** Position 0 rotates by no angle. */
    ORIGIN,
    /** ω never grows with the pair index. */
    MONOTONE
}
