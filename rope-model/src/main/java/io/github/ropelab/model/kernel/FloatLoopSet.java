package io.github.ropelab.model.kernel;

import io.github.ropelab.core.kernel.FloatLoops;
import io.github.ropelab.core.kernel.MatrixLoops;
import io.github.ropelab.core.kernel.ScoreLoops;

/**
 * Inner loops in float32.
 *
 * @param matrix of products
 * @param scores of softmax
 * @param rotation of rotary pairs
 */
record FloatLoopSet(MatrixLoops matrix, ScoreLoops scores, FloatLoops rotation) {
    /** The fastest that this JVM can run. */
    static FloatLoopSet installed() {
        return new FloatLoopSet(MatrixLoops.installed(), ScoreLoops.installed(), FloatLoops.installed());
    }

    /** Those that every JVM can run. */
    static FloatLoopSet plain() {
        return new FloatLoopSet(MatrixLoops.plain(), ScoreLoops.plain(), FloatLoops.plain());
    }
}
