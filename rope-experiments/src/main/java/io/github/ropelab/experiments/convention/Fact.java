package io.github.ropelab.experiments.convention;

/** Something that can be checked about a convention: a number or an observation, computed now. */
public sealed interface Fact permits Measurement, Observation {
    /** What was looked at, in words. */
    String statement();

    /** What was found, as text for people. */
    String found();

    /** What it has to be, as text for people. */
    String expected();

    /** Whether what was found is as it has to be. */
    boolean holds();
}
