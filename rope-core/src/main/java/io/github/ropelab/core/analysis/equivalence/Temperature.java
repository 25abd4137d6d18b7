package io.github.ropelab.core.analysis.equivalence;

import java.util.OptionalDouble;

/**
 * The factor by which the logits of b are those of a.
 *
 * @param factor where it is the same in every row
 * @param formula in closed form; {@code i} is the query's position
 */
public record Temperature(OptionalDouble factor, String formula) {}
