package io.github.ropelab.experiments.metric;

import io.github.ropelab.experiments.outcome.SequenceModel;
import java.util.List;

/** A metric of a whole model in use on a window of a text. */
public non-sealed interface ModelMetric extends Metric {
    /**
     * How far means of losses in float32 may be off on another machine or with other kernels, nats. Between the bundled
     * model's reference run and this one single losses differed by up to 2e-4.
     */
    double FLOAT32 = 1e-3;

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
