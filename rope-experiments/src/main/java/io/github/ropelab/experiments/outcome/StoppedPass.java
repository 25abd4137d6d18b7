package io.github.ropelab.experiments.outcome;

import io.github.ropelab.model.llama.ForwardListener;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/**
 * Ends a pass where its thread is interrupted, between layers.
 *
 * @param layer is told of each layer that is done, counted from 1
 */
record StoppedPass(IntConsumer layer) implements ForwardListener {
    @Override
    public void projected(int number, float[] q, float[] k, float[] v) {
        stopIfAsked();
    }

    @Override
    public void done(int layers) {
        layer.accept(layers);
        stopIfAsked();
    }

    static void stopIfAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the run was stopped");
        }
    }
}
