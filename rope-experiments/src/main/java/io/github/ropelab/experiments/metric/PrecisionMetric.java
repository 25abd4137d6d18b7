package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.RopeContext;
import io.github.ropelab.core.kernel.Arithmetic;
import java.util.List;

/** A metric of the encoding as an arithmetic computes it, without vectors of the study; planned for every arithmetic. */
public non-sealed interface PrecisionMetric extends Metric {
    /** All values. */
    List<Measurement> measure(PositionEncoding encoding, RopeContext context, Arithmetic arithmetic);
}
