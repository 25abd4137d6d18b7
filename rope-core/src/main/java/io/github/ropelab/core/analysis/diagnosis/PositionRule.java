package io.github.ropelab.core.analysis.diagnosis;

/** Effective position of the token at a declared position. */
@FunctionalInterface
interface PositionRule {
    /** Effective position, tokens. */
    double at(double position);
}
