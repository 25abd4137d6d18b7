/**
 * The strategies, one record per file, and the catalogue of all of them.
 *
 * <p>A new strategy is one file here and one line in {@link io.github.ropelab.core.strategy.Strategies}; the contract
 * test then runs over it. Each record's {@code encode} is meant to be read beside the formula of the paper.
 */
package io.github.ropelab.core.strategy;
