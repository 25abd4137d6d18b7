package io.github.ropelab.core.strategy;

import io.github.ropelab.core.RopeContext;

/** The factor of dynamic rules that stretch with the sequence. */
final class Growth {
    /** The derivation for people. */
    static final String HOW = "max(1, current / trained)";

    private Growth() {}

    /** {@code max(1, L/m_l)}. */
    static double of(RopeContext context) {
        return Math.max(
                1.0, (double) context.lengths().current() / context.lengths().trained());
    }
}
