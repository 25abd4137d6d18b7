package io.github.ropelab.experiments.published;

import io.github.ropelab.core.InvalidParameter;

/**
 * The right value where a published one is wrong.
 *
 * @param low the least that a right computation gives, in the value's unit
 * @param high the most
 * @param proof one sentence: why the publication is wrong and this is right
 */
public record Correction(double low, double high, String proof) {
    /** Checks the interval. */
    public Correction {
        InvalidParameter.require(
                low <= high, "correction", low + " to " + high, "have a lower end below its upper one");
        InvalidParameter.require(!proof.isBlank(), "proof of a correction", proof, "be given");
    }

    /** Whether a value is right. */
    public boolean holds(double value) {
        return low <= value && value <= high;
    }
}
