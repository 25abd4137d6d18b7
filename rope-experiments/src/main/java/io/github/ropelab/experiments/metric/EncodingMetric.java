package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import java.util.List;

/** A metric of the encoding alone, without vectors. */
public non-sealed interface EncodingMetric extends Metric {
    /** All values. */
    List<Measurement> measure(PositionEncoding encoding, RopeContext context);
}
