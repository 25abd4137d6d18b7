package io.github.ropelab.experiments.run;

import java.io.InterruptedIOException;

/** A run was stopped before its end; the cells that ended before are in the store. */
public final class RunStopped extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public RunStopped() {
        super("the run was stopped");
    }
}
