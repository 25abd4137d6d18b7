package io.github.ropelab.core.analysis.soundness;

/**
 * The mistake that the evidence shows.
 *
 * @param flaw its number in docs/flawed.md
 * @param name short, with hyphens
 * @param sentence what was done, with the numbers estimated from the evidence
 */
public record NamedFlaw(String flaw, String name, String sentence) {}
