/**
 * What is measured: one record per metric, with formula and source, and the catalogue of all of them.
 *
 * <p>A {@link io.github.ropelab.experiments.metric.RowMetric} watches pairs of rows of causal attention, the reference
 * encoding's and the strategy's, in order of the query; an {@link
 * io.github.ropelab.experiments.metric.EncodingMetric} looks at the encoding alone, a {@link io.github.ropelab.experiments.metric.ModelMetric} at a whole model that runs. A new metric is one file and one
 * line in {@link io.github.ropelab.experiments.metric.Metrics}.
 */
package io.github.ropelab.experiments.metric;
