package io.github.ropelab.experiments.outcome;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Passes that were captured, each made once however many threads ask; the least lately used ones are forgotten above {@value
 * #BOUND} bytes. A single pass may be larger than that.
 */
final class CapturedPasses {
    private static final long BOUND = 256L << 20;

    private final Map<Object, FutureTask<CapturedPass>> passes = new LinkedHashMap<>(16, 0.75f, true);

    CapturedPass get(Object key, Supplier<CapturedPass> pass) {
        FutureTask<CapturedPass> asked;
        synchronized (passes) {
            asked = passes.computeIfAbsent(key, k -> new FutureTask<>(pass::get));
        }
        asked.run(); // one thread's call works, the others' return at once
        try {
            CapturedPass captured = asked.get();
            forget(asked);
            return captured;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the run was stopped");
        } catch (ExecutionException e) {
            synchronized (passes) {
                passes.remove(key, asked);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private void forget(FutureTask<CapturedPass> latest) {
        synchronized (passes) {
            long bytes = 0;
            for (FutureTask<CapturedPass> pass : passes.values()) {
                bytes += bytes(pass);
            }
            for (Iterator<FutureTask<CapturedPass>> eldest = passes.values().iterator();
                    bytes > BOUND && eldest.hasNext(); ) {
                FutureTask<CapturedPass> pass = eldest.next();
                if (pass != latest && pass.isDone()) {
                    bytes -= bytes(pass);
                    eldest.remove();
                }
            }
        }
    }

    private static long bytes(FutureTask<CapturedPass> pass) {
        try {
            return pass.isDone() ? pass.get().bytes() : 0;
        } catch (InterruptedException | ExecutionException e) {
            return 0; // failed: whoever made it forgets it
        }
    }
}
