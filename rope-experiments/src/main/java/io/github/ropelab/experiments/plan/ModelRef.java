package io.github.ropelab.experiments.plan;

import io.github.ropelab.experiments.data.Slice;
import io.github.ropelab.experiments.outcome.ModelVectors;

/**
 * A model on one window of its text.
 *
 * @param data the model and its windows
 * @param window which of them
 */
public record ModelRef(ModelVectors data, int window) {
    /** The window as a draw. */
    public Slice slice() {
        return Slice.seed(window);
    }
}
