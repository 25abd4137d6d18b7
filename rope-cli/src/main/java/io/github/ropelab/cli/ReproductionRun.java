package io.github.ropelab.cli;

import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.reproduction.Reproducer;
import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import io.github.ropelab.report.reproduction.Attempt;
import io.github.ropelab.report.reproduction.ReproductionFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes published results, several at a time, the longest first. A result that throws does not stop the others; a file
 * that cannot be written does.
 *
 * @param extent how much is computed
 * @param threads in all
 * @param data folder of bundled data
 * @param out folder with a folder for each result
 * @param files how their files look
 */
record ReproductionRun(Extent extent, int threads, Path data, Path out, ReproductionFiles files) {
    /**
     * A result that has been tried and written.
     *
     * @param attempt what came of it
     * @param cause why nothing came of it; null if something did
     * @param seconds that it took with its figures
     * @param files path to content, as written
     */
    record Ended(Attempt attempt, Throwable cause, double seconds, Map<String, byte[]> files) {}

    /** Takes results in the order that was asked for, as soon as each and all before it have ended. */
    interface Reader {
        void read(Ended ended) throws IOException;
    }

    /** Computes all; each is told of once. */
    void run(List<Reproduction> results, boolean quiet, Reader reader) throws IOException {
        int workers = Math.min(threads, results.size());
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (ReproductionProgress progress = new ReproductionProgress(results, quiet)) {
            Map<Reproduction, Future<Ended>> running = new LinkedHashMap<>();
            results.stream()
                    .sorted(Comparator.comparingDouble(
                            (Reproduction result) -> -result.description().seconds()))
                    .forEach(result ->
                            running.put(result, pool.submit(() -> ended(result, threads / workers, progress))));
            for (Reproduction result : results) {
                reader.read(running.get(result).get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof Error error) {
                throw error; // as out of memory, which the command line words
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Ended ended(Reproduction result, int share, ReproductionProgress progress) throws IOException {
        long start = System.nanoTime();
        Attempt attempt;
        Throwable cause = null;
        Map<String, byte[]> written;
        try {
            attempt = Attempt.of(Reproducer.run(result, new Work(extent, share, data, progress.of(result))));
            written = files.of(attempt, extent);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            cause = e;
            attempt = Attempt.failed(result.description(), e);
            written = files.of(attempt, extent);
        }
        ReproductionFiles.write(out.resolve(attempt.id()), written);
        progress.ended(result);
        return new Ended(attempt, cause, (System.nanoTime() - start) / 1e9, written);
    }
}
