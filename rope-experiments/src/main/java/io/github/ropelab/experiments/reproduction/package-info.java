/**
 * Published results, computed anew: one file per result with its claim, its source, the published numbers with their
 * tolerances, and the computation, which goes through the same strategies, kernels and studies as everything else.
 * {@link io.github.ropelab.experiments.reproduction.Reproductions} is the catalogue, the subpackages hold the results by
 * theme.
 */
package io.github.ropelab.experiments.reproduction;
