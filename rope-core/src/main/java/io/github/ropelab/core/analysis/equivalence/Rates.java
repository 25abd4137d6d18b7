package io.github.ropelab.core.analysis.equivalence;

/**
 * What one token adds to a pair in a and in b: angles in radians, or growth in nepers.
 *
 * @param a per token of a's position maps
 * @param b per token of b's position maps
 */
record Rates(double a, double b) {
    boolean none() {
        return a == 0 && b == 0;
    }
}
