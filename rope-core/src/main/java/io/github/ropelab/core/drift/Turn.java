package io.github.ropelab.core.drift;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets threads hand in their results in one order, whoever is ready first. */
final class Turn {
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Runs the work when all with lower numbers are done; leaves it when another thread has failed. */
    synchronized void take(int number, Runnable work) {
        while (next.get() != number && !failed.get()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail();
                throw new IllegalStateException("interrupted while waiting for another block", e);
            }
        }
        if (!failed.get()) {
            work.run();
            next.incrementAndGet();
            notifyAll();
        }
    }

    synchronized void fail() {
        failed.set(true);
        notifyAll();
    }

    boolean hasFailed() {
        return failed.get();
    }
}
