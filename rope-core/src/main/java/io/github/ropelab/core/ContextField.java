package io.github.ropelab.core;

/** The parts of a {@link RopeContext} that a strategy can declare to read. */
public enum ContextField {
    /** Width of the head. */
    HEAD_DIM,
    /** Rotated width. */
    ROTARY_DIM,
    /** Pairing of components. */
    PAIRING,
    /** θ base. */
    BASE,
    /** Trained length. */
    TRAINED_LENGTH,
    /** Target length. */
    TARGET_LENGTH,
    /** Current length. */
    CURRENT_LENGTH
}
