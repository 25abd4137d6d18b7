package io.github.ropelab.experiments.reproduction.frame;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.published.Extent;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.experiments.run.Results;
import io.github.ropelab.experiments.run.RunListener;
import io.github.ropelab.experiments.run.StudyRunner;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a computation may use.
 *
 * @param extent how much to compute
 * @param threads at least 1; changes the speed alone
 * @param data the project's folder of bundled data
 * @param progress is told of steps
 */
public record Work(Extent extent, int threads, Path data, Progress progress) {
    /** Checks the threads. */
    public Work {
        InvalidParameter.require(threads >= 1, "threads", threads, "be at least 1");
    }

    /** Who watches. May be called from several threads. */
    public interface Progress {
        /** Nobody. */
        Progress NONE = (done, total, what) -> {};

        /**
         * A step has ended.
         *
         * @param done steps
         * @param total steps
         * @param what is under way, a few words
         */
        void step(long done, long total, String what);
    }

    /** Whether more than the usual is asked for. */
    public boolean full() {
        return extent == Extent.FULL;
    }

    /** Says that a step has ended. */
    public void step(long done, long total, String what) {
        progress.step(done, total, what);
    }

    /** The folder of captures. */
    public Path captures() {
        return data.resolve("captures");
    }

    /**
     * Runs a study from its text, in a folder that is removed afterwards.
     *
     * @param study YAML, as in study files
     * @throws IllegalStateException if a cell failed
     */
    public ResultTable study(String study) throws IOException {
        Path folder = Files.createTempDirectory("rope-reproduction");
        try {
            RunListener none = (cell, outcome) -> {};
            var plan = Planner.plan(
                    StudyReader.read(folder.resolve("study.yaml"), study.getBytes(StandardCharsets.UTF_8), captures()));
            var summary = new StudyRunner(new CellStore(folder.resolve("cells")), false, none).run(plan, threads);
            if (summary.failed() > 0) {
                throw new IllegalStateException(summary.failed() + " cells of a study failed");
            }
            return Results.of(summary);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
