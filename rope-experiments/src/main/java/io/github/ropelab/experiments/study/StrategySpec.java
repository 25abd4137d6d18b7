package io.github.ropelab.experiments.study;

import io.github.ropelab.core.RopeStrategy;

/**
 * A strategy as a study names it.
 *
 * @param label name in results and figures, unique in the study
 * @param strategy with its parameters; those that are absent follow from each cell's lengths
 */
public record StrategySpec(String label, RopeStrategy strategy) {}
