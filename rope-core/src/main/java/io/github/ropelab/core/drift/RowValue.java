package io.github.ropelab.core.drift;

/** What is known of every query row. p is the softmax of the reference's scores, r that of the strategy's. */
public enum RowValue {
    /** -Σ r ln r, nats; for the reference with p. */
    ENTROPY,
    /** Σ r over keys at distances of the trained length or more; for the reference with p. */
    MASS_BEYOND,
    /** Σ p (ln p - ln r), nats. */
    KL_REFERENCE_STRATEGY,
    /** Σ r (ln r - ln p), nats. */
    KL_STRATEGY_REFERENCE,
    /** Share of the k largest scores' keys that both have, k at most the number of keys. */
    TOP_OVERLAP,
    /** Mean |Δ| over the keys of the row, logits. */
    ABSOLUTE,
    /** Mean Δ². */
    SQUARE,
    /** Mean Δ, logits. */
    DELTA
}
