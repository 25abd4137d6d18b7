package io.github.ropelab.experiments.outcome;

import io.github.ropelab.model.kernel.FastKernels;
import io.github.ropelab.model.kernel.Kernels;

/** The loops that models are run with. */
public final class ModelKernels {
    /** Their kind, for cell keys: other kernels of one kind give the same numbers within the rounding of float32. */
    static final String KIND = "float32";

    private ModelKernels() {}

    /**
     * The fastest that is there.
     *
     * @param threads at most so many
     */
    public static Kernels installed(int threads) {
        return FastKernels.installed(threads);
    }
}
