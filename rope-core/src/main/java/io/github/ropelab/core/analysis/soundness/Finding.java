package io.github.ropelab.core.analysis.soundness;

/**
 * A check that does not hold.
 *
 * @param check id of the check
 * @param flaw number of the known flaw that the evidence shows; empty where it shows none
 * @param name of that flaw; empty where there is none
 * @param message what is wrong, in a sentence
 * @param value the number that decided; NaN where there is none
 * @param witness where it was seen
 */
public record Finding(String check, String flaw, String name, String message, double value, String witness) {}
