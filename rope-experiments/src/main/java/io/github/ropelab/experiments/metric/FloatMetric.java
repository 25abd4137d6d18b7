package io.github.ropelab.experiments.metric;

import io.github.ropelab.core.drift.HeadDrift;
import java.util.List;

/** A metric of rows that can take its values from the float engine too, under the same statistics and buckets. */
public interface FloatMetric {
    /** k of the top keys that it needs from the engine; 1 where it needs none. */
    default int topKeys() {
        return 1;
    }

    /**
     * All values of a strategy.
     *
     * @param drift what the engine found on the head
     * @param strategy index of the strategy there
     * @param shape of the cell
     */
    List<Measurement> measure(HeadDrift drift, int strategy, CellShape shape);
}
