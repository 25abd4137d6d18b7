package io.github.ropelab.experiments.run;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.store.CellStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the cells of a plan on a fixed number of threads. */
public final class StudyRunner {
    private final CellStore store;
    private final boolean reuse;
    private final RunListener listener;

    /**
     * @param store finished cells go there at once
     * @param reuse whether cells that the store already holds are taken from it
     * @param listener watches
     */
    public StudyRunner(CellStore store, boolean reuse, RunListener listener) {
        this.store = store;
        this.reuse = reuse;
        this.listener = listener;
    }

    /**
     * Runs all cells.
     *
     * @param plan what to run
     * @param threads at least 1
     * @throws IOException if the store cannot be written; what it holds stays valid
     */
    public RunSummary run(Plan plan, int threads) throws IOException {
        InvalidParameter.require(threads >= 1, "threads", threads, "be at least 1");
        Map<Cell.Task, List<Integer>> tasks = new LinkedHashMap<>();
        for (int i = 0; i < plan.cells().size(); i++) {
            tasks.computeIfAbsent(plan.cells().get(i).task(), task -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> largestFirst = new ArrayList<>(tasks.values());
        largestFirst.sort(Comparator.comparingLong((List<Integer> cells) -> -cost(plan, cells)));
        CellOutcome[] outcomes = new CellOutcome[plan.cells().size()];
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (List<Integer> cells : largestFirst) {
                futures.add(pool.submit(() -> {
                    runTask(plan, cells, outcomes);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the run was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw new IllegalStateException("a task failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return new RunSummary(plan, Arrays.asList(outcomes));
    }

    private static long cost(Plan plan, List<Integer> cells) {
        return cells.stream().mapToLong(i -> plan.cells().get(i).scores()).sum();
    }

    private void runTask(Plan plan, List<Integer> indices, CellOutcome[] outcomes) throws IOException {
        List<Cell> cells = indices.stream().map(plan.cells()::get).toList();
        List<CellOutcome> ended = new TaskRun(store, reuse, cells).run();
        synchronized (listener) {
            for (int i = 0; i < ended.size(); i++) {
                outcomes[indices.get(i)] = ended.get(i);
                listener.ended(cells.get(i), ended.get(i));
            }
        }
    }
}
