/**
 * What was published, and how numbers computed now compare with it: plain values without a computation. The result of a
 * {@link io.github.ropelab.experiments.published.Outcome run} is a list of two-sided checks with tidy tables and charts of
 * them; a chart names columns of a table and holds no number of its own.
 */
package io.github.ropelab.experiments.published;
