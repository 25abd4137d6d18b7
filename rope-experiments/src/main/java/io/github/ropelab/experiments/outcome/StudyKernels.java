package io.github.ropelab.experiments.outcome;

import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.model.kernel.Kernels;
import io.github.ropelab.model.kernel.PlainKernels;

/** The kernels that studies run models with. */
final class StudyKernels {
    /** Their kind, for cell keys: other kernels of one kind give the same numbers within the rounding of float32. */
    static final String KIND = "float32";

    private StudyKernels() {}

    /**
     * Kernels for one pass.
     *
     * @param alone whether no other pass runs, so that they may use every processor
     */
    static Kernels create(boolean alone) {
        return new PlainKernels(Arithmetic.F32);
    }
}
