package io.github.ropelab.core.kernel;

import io.github.ropelab.core.InvalidParameter;

/** Work on the indices 0 .. n-1 in equal shares, one per thread; the calling thread takes the last. */
public final class SplitRange {
    private SplitRange() {}

    /** Work on the indices of one share. */
    @FunctionalInterface
    public interface Share {
        /** Indices {@code from} to {@code to - 1}. */
        void run(int from, int to);
    }

    /**
     * Runs all shares and waits for them.
     *
     * @param n number of indices
     * @param threads at least 1
     * @throws IllegalStateException if the calling thread is interrupted; the work is then half done
     */
    public static void run(int n, int threads, Share work) {
        InvalidParameter.require(threads >= 1, "threads", threads, "be at least 1");
        Thread[] others = new Thread[threads - 1];
        for (int i = 0; i < others.length; i++) {
            int part = i;
            others[i] = new Thread(() -> work.run(start(n, part, threads), start(n, part + 1, threads)));
            others[i].start();
        }
        work.run(start(n, threads - 1, threads), n);
        try {
            for (Thread other : others) {
                other.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a share", e);
        }
    }

    private static int start(int n, int part, int threads) {
        return (int) ((long) part * n / threads);
    }
}
