package io.github.ropelab.cli;

import io.github.ropelab.experiments.reproduction.frame.Reproduction;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Progress over published results, each as long as it says of itself. May be told from several threads. */
final class ReproductionProgress implements AutoCloseable {
    private static final double MILLIS = 1000;

    private final Meter meter;
    private final Map<String, Long> done = new HashMap<>();

    ReproductionProgress(List<Reproduction> results, boolean quiet) {
        long total = results.stream().mapToLong(ReproductionProgress::weight).sum();
        meter = Meter.of(new Meter.Task("reproduce", total, "", 1), quiet);
        meter.start();
    }

    private static long weight(Reproduction result) {
        return Math.max(1, Math.round(result.description().seconds() * MILLIS));
    }

    /** Who watches a result. Several loops of one may each count from 0: only what is ahead counts. */
    Work.Progress of(Reproduction result) {
        return (steps, total, what) -> at(result, (double) steps / Math.max(1, total));
    }

    /** A result has ended. */
    void ended(Reproduction result) {
        at(result, 1);
    }

    private synchronized void at(Reproduction result, double share) {
        long now = (long) (Math.min(1, share) * weight(result));
        done.merge(result.description().id(), now, Math::max);
        meter.at(done.values().stream().mapToLong(part -> part).sum());
    }

    @Override
    public synchronized void close() {
        meter.close();
    }
}
