package io.github.ropelab.experiments.outcome;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Who may run: small passes side by side, one thread each; large ones, which fill the memory and have work for every
 * processor, one at a time. One gate serves all models of a study.
 */
public final class PassGate {
    /** Multiply-adds from which on a pass is large: some seconds of one thread. */
    static final long LARGE = 1L << 36;

    private final Semaphore turn = new Semaphore(1);

    /**
     * Runs a pass, or several.
     *
     * @param multiplyAdds of the largest of them
     * @param pass is told whether it is alone
     * @throws CancellationException if the thread is interrupted while it waits
     */
    <T> T run(long multiplyAdds, Function<Boolean, T> pass) {
        if (multiplyAdds < LARGE) {
            return pass.apply(false);
        }
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the run was stopped");
        }
        try {
            return pass.apply(true);
        } finally {
            turn.release();
        }
    }
}
