package io.github.ropelab.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets Ctrl-C and SIGTERM end a piece of work cleanly: the thread that does it is interrupted and gets a moment to leave,
 * then one line says how to go on. Java itself ends with 128 + the signal's number after that.
 */
final class StopOnSignal implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1500;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private final Supplier<String> farewell;
    private volatile boolean asked;

    /**
     * Watches over the calling thread until closed.
     *
     * @param farewell the line to print, asked for when the work has been left
     */
    StopOnSignal(Supplier<String> farewell) {
        this.farewell = farewell;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether a signal came. */
    boolean asked() {
        return asked;
    }

    private void stop() {
        asked = true;
        worker.interrupt();
        try {
            left.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("rope: " + farewell.get());
    }

    /** The work is left. After a signal it does not come back: the process ends. */
    @Override
    public void close() {
        left.countDown();
        if (asked) {
            sleepUntilTheEnd();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            sleepUntilTheEnd(); // a signal came just now
        }
    }

    private static void sleepUntilTheEnd() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                continue;
            }
        }
    }
}
