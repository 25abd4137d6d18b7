package io.github.ropelab.core.analysis.equivalence;

import java.util.Optional;

/**
 * What one pair of components does under two modifications, scales left aside.
 *
 * @param vectorAngles angles of the vectors, radians
 * @param vectorGrowth growth of the vectors, nepers
 * @param scoreBound largest possible difference of the pair's part of a score; see {@link Equivalence}
 * @param turned where the angles between query and key differ most, if they do
 * @param grown where the growth differs most, if it does
 */
record PairOutcome(
        VectorGap vectorAngles,
        VectorGap vectorGrowth,
        double scoreBound,
        Optional<Witness> turned,
        Optional<Witness> grown) {}
