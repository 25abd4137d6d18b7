package io.github.ropelab.model.kernel;

import io.github.ropelab.core.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbered pieces of work on a fixed number of threads, of which the caller is one. Who is free takes the next piece, so
 * that a thread that lost its processor holds nobody up. Idle threads end by themselves.
 */
final class Workers {
    /** One piece. */
    @FunctionalInterface
    interface Work {
        /**
         * Does a piece.
         *
         * @param worker from 0 to threads - 1; no two pieces run with the same one at a time
         */
        void run(int piece, int worker);
    }

    private final int threads;
    private final ExecutorService others;

    Workers(int threads) {
        InvalidParameter.require(threads >= 1, "threads", threads, "be at least 1");
        this.threads = threads;
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "kernel");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        others = pool;
    }

    int threads() {
        return threads;
    }

    /**
     * Runs the pieces {@code 0 .. pieces - 1} and waits for them.
     *
     * @throws IllegalStateException if the calling thread is interrupted; the work is then half done, and nobody works on
     *     it any more
     */
    void run(int pieces, Work work) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int worker = 1; worker < Math.min(threads, pieces); worker++) {
            int mine = worker;
            running.add(others.submit(() -> take(next, pieces, work, mine)));
        }
        try {
            take(next, pieces, work, 0);
        } finally {
            next.set(pieces);
            await(running);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while kernels ran");
        }
    }

    private static void take(AtomicInteger next, int pieces, Work work, int worker) {
        int piece = next.getAndIncrement();
        while (piece < pieces && !Thread.currentThread().isInterrupted()) {
            work.run(piece, worker);
            piece = next.getAndIncrement();
        }
    }

    /** Waits for all, whatever happens to one of them: none may write after the return. */
    private static void await(List<Future<?>> running) {
        boolean interrupted = false;
        Throwable failure = null;
        for (Future<?> one : running) {
            boolean done = false;
            while (!done) {
                try {
                    one.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = e.getCause();
                    done = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new IllegalStateException("a kernel failed", failure);
        }
    }
}
