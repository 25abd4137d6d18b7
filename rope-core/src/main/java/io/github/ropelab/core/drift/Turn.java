package io.github.ropelab.core.drift;

/** Lets threads hand in their results in one order, whoever is ready first. */
final class Turn {
    private int next;
    private boolean failed;

    /** Runs the work when all with lower numbers are done; leaves it when another thread has failed. */
    synchronized void take(int number, Runnable work) {
        while (next != number && !failed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail();
                throw new IllegalStateException("interrupted while waiting for another block", e);
            }
        }
        if (!failed) {
            work.run();
            next++;
            notifyAll();
        }
    }

    synchronized void fail() {
        failed = true;
        notifyAll();
    }

    synchronized boolean hasFailed() {
        return failed;
    }
}
