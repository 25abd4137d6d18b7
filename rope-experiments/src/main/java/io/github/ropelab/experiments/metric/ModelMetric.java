package io.github.ropelab.experiments.metric;

import io.github.ropelab.experiments.outcome.SequenceModel;
import java.util.List;

/** A metric of a whole model in use on a window of a text. */
public non-sealed interface ModelMetric extends Metric {
    /**
     * All values.
     *
     * @param model under the cell's strategy
     * @param text tokens of the cell's window, as many as the current length
     * @param shape lengths of the cell
     * @param seed of the window: what is drawn is drawn from it
     */
    List<Measurement> measure(SequenceModel model, int[] text, CellShape shape, long seed);
}
