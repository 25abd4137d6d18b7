/**
 * Drift of all scores of a head, in float32, at the speed of the machine's products: several strategies against one
 * reference, causal, nothing of size length × length held. {@link io.github.ropelab.core.drift.DriftEngine} cuts the
 * queries into blocks and the keys into tiles, rotates keys tile by tile, and gives each tile of scores to the loops of
 * {@link io.github.ropelab.core.kernel.ScoreLoops}. {@link io.github.ropelab.core.kernel.EncodedLogits} is its control
 * in double.
 */
package io.github.ropelab.core.drift;
