package io.github.ropelab.experiments.published;

/**
 * A published number beside the one that was computed now.
 *
 * @param published the number
 * @param reproduced what this run computed
 */
public record Check(Published published, double reproduced) {
    /** How they compare. */
    public Verdict verdict() {
        return published.verdict(reproduced);
    }

    /** Whether the publication holds. */
    public boolean holds() {
        return verdict() == Verdict.HOLDS;
    }
}
