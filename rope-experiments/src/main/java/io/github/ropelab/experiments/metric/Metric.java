package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.Parameterized;

/** Something that a study measures; implemented by records whose components are its parameters. */
public sealed interface Metric extends Parameterized
        permits RowMetric, EncodingMetric, PrecisionMetric, ComparisonMetric, ModelMetric {
    /** Identity and documentation. */
    MetricType type();
}
