package io.github.ropelab.experiments.run;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.store.CellResult;
import io.github.ropelab.experiments.store.CellStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Runs the cells of a plan on a fixed number of threads. */
public final class StudyRunner {
    /** How long threads that are told to stop get for it, milliseconds. */
    private static final long PATIENCE = 900;

    private final CellStore store;
    private final boolean reuse;
    private final RunListener listener;
    private final UnaryOperator<List<List<Integer>>> order;

    /**
     * @param store finished cells go there at once
     * @param reuse whether cells that the store already holds are taken from it
     * @param listener watches
     */
    public StudyRunner(CellStore store, boolean reuse, RunListener listener) {
        this(store, reuse, listener, null);
    }

    /**
     * As the shorter constructor, with the order in which tasks begin: it changes the time and no result.
     *
     * @param order of tasks, each the indices of its cells in the plan; null for the largest first
     */
    StudyRunner(CellStore store, boolean reuse, RunListener listener, UnaryOperator<List<List<Integer>>> order) {
        this.store = store;
        this.reuse = reuse;
        this.listener = listener;
        this.order = order;
    }

    /**
     * Runs all cells. Interrupting the thread that called stops the run within a second.
     *
     * @param plan what to run
     * @param threads at least 1
     * @throws RunStopped if the calling thread is interrupted; cells under way are abandoned
     * @throws IOException if the store cannot be written; what it holds stays valid
     */
    public RunSummary run(Plan plan, int threads) throws IOException {
        InvalidParameter.require(threads >= 1, "threads", threads, "be at least 1");
        CellOutcome[] outcomes = new CellOutcome[plan.cells().size()];
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            if (reuse) {
                all(pool, open(plan, outcomes), task -> takeStored(plan, task, outcomes));
            }
            synchronized (listener) {
                listener.computing();
            }
            List<List<Integer>> open = open(plan, outcomes);
            all(
                    pool,
                    order == null ? largestFirst(plan, open) : order.apply(open),
                    task -> compute(plan, task, outcomes));
        } catch (InterruptedException e) {
            throw new RunStopped();
        } finally {
            end(pool);
        }
        return new RunSummary(plan, Arrays.asList(outcomes));
    }

    /** The cells that have not ended, as indices, task by task. */
    private static List<List<Integer>> open(Plan plan, CellOutcome[] outcomes) {
        Map<Cell.Task, List<Integer>> tasks = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == null) {
                tasks.computeIfAbsent(plan.cells().get(i).task(), task -> new ArrayList<>())
                        .add(i);
            }
        }
        return List.copyOf(tasks.values());
    }

    private interface Step {
        void run(List<Integer> task) throws IOException, InterruptedException;
    }

    private static void all(ExecutorService pool, List<List<Integer>> tasks, Step step)
            throws IOException, InterruptedException {
        List<Future<?>> futures = new ArrayList<>();
        for (List<Integer> task : tasks) {
            futures.add(pool.submit((Callable<Void>) () -> {
                step.run(task);
                return null;
            }));
        }
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                if (e.getCause() instanceof UncheckedIOException io) {
                    throw io.getCause();
                }
                throw new IllegalStateException("a task failed", e.getCause());
            }
        }
    }

    /** No thread works on when the run has ended. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<List<Integer>> largestFirst(Plan plan, List<List<Integer>> tasks) {
        return tasks.stream()
                .sorted(Comparator.comparingLong((List<Integer> task) -> -cost(plan, task)))
                .toList();
    }

    private static long cost(Plan plan, List<Integer> task) {
        return task.stream().mapToLong(i -> plan.cells().get(i).steps()).sum();
    }

    private void takeStored(Plan plan, List<Integer> task, CellOutcome[] outcomes) {
        for (int i : task) {
            Cell cell = plan.cells().get(i);
            CellResult known = store.find(cell.key());
            if (known.missing(cell.metrics()).isEmpty()) {
                ended(plan, i, new CellOutcome.Reused(known), outcomes);
            }
        }
    }

    private void compute(Plan plan, List<Integer> task, CellOutcome[] outcomes)
            throws IOException, InterruptedException {
        List<Cell> cells = task.stream().map(plan.cells()::get).toList();
        try {
            new TaskRun(Optional.of(store), reuse, cells, this::advanced)
                    .run((i, outcome) -> ended(plan, task.get(i), outcome, outcomes));
        } catch (OutOfMemoryError e) {
            CellOutcome failed = new CellOutcome.Failed(FailureText.of(e));
            task.stream().filter(i -> outcomes[i] == null).forEach(i -> ended(plan, i, failed, outcomes));
        }
    }

    private void advanced(Cell cell, long scores) {
        synchronized (listener) {
            listener.advanced(cell, scores);
        }
    }

    private void ended(Plan plan, int index, CellOutcome outcome, CellOutcome[] outcomes) {
        synchronized (listener) {
            outcomes[index] = outcome;
            listener.ended(plan.cells().get(index), outcome);
        }
    }
}
