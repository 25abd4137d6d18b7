package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.List;

/** A metric of two encodings, without vectors. */
public non-sealed interface ComparisonMetric extends Metric {
    /** All values. */
    List<Measurement> measure(PositionEncoding reference, PositionEncoding encoding, RopeContext context);
}
