package io.github.ropelab.experiments.study;

import io.github.ropelab.core.RotaryGeometry;

/**
 * A head without vectors: enough for metrics of encodings.
 *
 * @param geometry widths and pairing
 * @param base θ base
 */
public record HeadShape(RotaryGeometry geometry, double base) {
    @Override
    public String toString() {
        return "head_dim " + geometry.headDim() + ", rotary_dim " + geometry.rotaryDim() + ", "
                + geometry.pairing().id() + ", base " + base;
    }
}
