package io.github.ropelab.experiments.run;

import io.github.ropelab.core.Lengths;
import io.github.ropelab.core.RotaryGeometry;
import io.github.ropelab.experiments.metric.CellShape;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.outcome.ModelVectors;
import io.github.ropelab.experiments.plan.Captures;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.store.CellResult;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudySpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Estimates the cost of cells by trying out their own work for a moment, on as many threads as the run will have. Of every
 * kind of task (width, metrics, precisions) one is tried, cut to {@value #SHORT} tokens ({@value #SHORT_FLOAT} where scores are float) with the trained length in
 * proportion and to {@value #FEW} strategies: time grows with the scores, memory with the tokens. Of cells without vectors
 * one of every width, length and list of metrics is tried as it is. Of a model a pass of {@value #SHORT_PASS} tokens is tried: time
 * grows with the multiply-adds. Nothing is stored.
 */
public final class Calibration {
    /** Tokens of a tried task: long enough for the loops to weigh more than what surrounds them. */
    private static final int SHORT = 512;

    /** As much where scores are float: what surrounds their loops weighs more. */
    private static final int SHORT_FLOAT = 2048;

    /** Tokens of a tried pass of a model. */
    private static final int SHORT_PASS = 128;

    /** Passes that are tried for their vectors: the first ones are slow. */
    private static final int TRIED_PASSES = 3;

    /** Strategies of a tried task. */
    private static final int FEW = 12;

    /** Nanoseconds of a thread for warming up all kinds together, and as many for measuring. */
    private static final long BUDGET = 1_500_000_000L;

    private static final double NANOS = 1e9;
    private static final int BLOCK = 4096;

    private final StudySpec study;
    private final int threads;
    private final ExecutorService pool;
    private final Map<Kind, Optional<Trial>> trials = new LinkedHashMap<>();
    private long memory;
    private double disk;
    private int unknown;

    private Calibration(StudySpec study, int threads, ExecutorService pool) {
        this.study = study;
        this.threads = threads;
        this.pool = pool;
    }

    /** Cells of a kind take equal time per score; without vectors (tokens not 0) equal time per cell. */
    private record Kind(
            RotaryGeometry geometry, int tokens, String model, List<Metric> metrics, Set<String> arithmetics) {
        static Kind of(List<Cell> task) {
            Cell first = task.get(0);
            return new Kind(
                    first.context().geometry(),
                    first.data().isPresent() ? 0 : first.context().lengths().current(),
                    first.model().map(model -> model.data().name()).orElse(""),
                    first.metrics(),
                    task.stream().map(cell -> cell.arithmetic().id()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** What trying cells showed: seconds of all once Java is warm, seconds that warming took, bytes, how each ended. */
    private record Trial(
            List<Cell> cells, int passes, double seconds, double warming, long allocated, List<CellOutcome> outcomes) {
        /** With what the passes of a first trial took beyond those of this one. */
        Trial after(Trial cold) {
            double least = Math.min(seconds, cold.seconds);
            double beyond = cold.passes * (cold.seconds - least) + cold.warming;
            return new Trial(cells, passes, least, beyond, allocated, outcomes);
        }
    }

    /**
     * Tries out and adds up.
     *
     * @param study that the cells belong to
     * @param cells to compute
     * @param wanted threads of the run, at least 1; processors that do not exist do not count
     */
    public static CostEstimate estimate(StudySpec study, List<Cell> cells, int wanted) {
        int threads = Math.min(wanted, Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Calibration calibration = new Calibration(study, threads, pool);
            double seconds = CostEstimate.makespan(calibration.tasks(cells), threads) + calibration.warming();
            return new CostEstimate(threads, seconds, calibration.memory, (long) calibration.disk, calibration.unknown);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Seconds of every task. */
    private List<Double> tasks(List<Cell> cells) {
        Map<Cell.Task, List<List<Cell>>> tasks = new LinkedHashMap<>();
        Map<Kind, List<Cell>> largest = new LinkedHashMap<>();
        Map<Kind, Double> weights = new LinkedHashMap<>();
        for (List<Cell> group : groups(cells)) {
            tasks.computeIfAbsent(group.get(0).task(), task -> new ArrayList<>())
                    .add(group);
            largest.merge(Kind.of(group), group, (a, b) -> weight(a) >= weight(b) ? a : b);
            weights.merge(Kind.of(group), weight(group), Double::sum);
        }
        largest.forEach(
                (kind, group) -> trials.put(kind, trial(group, weights.get(kind) / threads, BUDGET / largest.size())));
        List<Double> seconds = new ArrayList<>();
        for (List<List<Cell>> task : tasks.values()) {
            seconds.add(task.stream().mapToDouble(this::seconds).sum());
        }
        seconds.addAll(captures(cells));
        return seconds;
    }

    /** Seconds of every pass that vectors are captured in, from a short one of each model. */
    private static List<Double> captures(List<Cell> cells) {
        Map<ModelVectors, Double> perMultiplyAdd = new HashMap<>();
        List<Double> seconds = new ArrayList<>();
        for (Captures pass : Captures.of(cells)) {
            seconds.add(pass.multiplyAdds()
                    * perMultiplyAdd.computeIfAbsent(pass.data(), data -> perMultiplyAdd(data, pass.cell())));
        }
        return seconds;
    }

    private static double perMultiplyAdd(ModelVectors data, Lengths cell) {
        int tokens = Math.min(SHORT_PASS, cell.current());
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIED_PASSES; i++) {
            long start = processorTime();
            data.tryOut(new Lengths(cell.trained(), tokens, tokens));
            least = Math.min(least, (processorTime() - start) / NANOS);
        }
        return least / data.model().multiplyAdds(tokens);
    }

    /** A run has to warm up, too. */
    private double warming() {
        return trials.values().stream()
                .flatMap(Optional::stream)
                .mapToDouble(Trial::warming)
                .sum();
    }

    /** Cells that are tried together: a task with vectors; without, each cell alone. */
    private static Collection<List<Cell>> groups(List<Cell> cells) {
        Map<Object, List<Cell>> groups = new LinkedHashMap<>();
        for (Cell cell : cells) {
            groups.computeIfAbsent(cell.head().isPresent() ? cell.task() : cell.key(), key -> new ArrayList<>())
                    .add(cell);
        }
        return groups.values();
    }

    /** Seconds of a group; adds up what else it costs. */
    private double seconds(List<Cell> group) {
        Optional<Trial> known = trials.get(Kind.of(group));
        if (known.isEmpty()) {
            unknown += group.size();
            return 0;
        }
        Trial trial = known.get();
        List<Cell> tried = trial.cells();
        double length = (double) group.get(0).context().lengths().current()
                / tried.get(0).context().lengths().current();
        memory = Math.max(memory, (long) (trial.allocated() * length * (group.size() + 1) / (tried.size() + 1)));
        double cellBytes = 0;
        for (int i = 0; i < tried.size(); i++) {
            CellResult result = ((CellOutcome.Computed) trial.outcomes().get(i)).result();
            cellBytes += CellStore.content(tried.get(i).key(), result).getBytes(StandardCharsets.UTF_8).length;
        }
        double buckets =
                (double) buckets(group.get(0).shape()) / buckets(tried.get(0).shape());
        String csv = Results.of(new RunSummary(new Plan(study, tried, List.of()), trial.outcomes()))
                .toCsv();
        double rows = csv.getBytes(StandardCharsets.UTF_8).length * buckets / tried.size();
        disk += group.size() * (Math.ceil(cellBytes * buckets / tried.size() / BLOCK) * BLOCK + rows);
        return trial.seconds() * weight(group) / weight(tried);
    }

    /** Octaves of distance and ranges of rows. */
    private static int buckets(CellShape shape) {
        int octaves = Integer.SIZE - Integer.numberOfLeadingZeros(shape.current());
        return octaves + shape.rowBuckets().size() + 1;
    }

    /** Scores of the strategies and the reference; of models multiply-adds; without either, cells. */
    private static double weight(List<Cell> group) {
        Cell first = group.get(0);
        if (first.model().isPresent()) {
            return group.stream().mapToDouble(Cell::multiplyAdds).sum();
        }
        return first.head().isPresent() ? (double) first.scores() * (group.size() + 1) : group.size();
    }

    /** Tries a group; in proportion first, with the trained length as it is where a strategy does not allow that. */
    private Optional<Trial> trial(List<Cell> group, double weight, long budget) {
        for (boolean scaled : new boolean[] {true, false}) {
            List<Cell> cut = cut(group, scaled);
            Trial trial = repeated(cut, Math.ceil(weight / weight(cut)), budget);
            if (trial.outcomes().stream().allMatch(CellOutcome.Computed.class::isInstance)) {
                return Optional.of(trial);
            }
        }
        return Optional.empty();
    }

    private static int tokens(Cell cell) {
        if (cell.model().isPresent()) {
            return SHORT_PASS;
        }
        return cell.scoring().fast() ? SHORT_FLOAT : SHORT;
    }

    private static List<Cell> cut(List<Cell> group, boolean scaled) {
        Lengths lengths = group.get(0).context().lengths();
        if (group.get(0).data().isEmpty()) {
            return group;
        }
        int tokens = tokens(group.get(0));
        double factor = Math.min(1, (double) tokens / lengths.current());
        double others = scaled ? factor : 1;
        Lengths cut = new Lengths(
                Math.max(1, (int) Math.round(lengths.trained() * others)),
                Math.max(1, (int) Math.round(lengths.target() * others)),
                Math.min(tokens, lengths.current()));
        int few = Math.min(FEW, group.size());
        return IntStream.range(0, few)
                .mapToObj(i -> group.get(i * group.size() / few))
                .map(cell -> cell.with(cell.context().withLengths(cut), cell.metrics()))
                .toList();
    }

    /**
     * Every thread repeats the cells, first unmeasured until the budget is spent, then measured for as long; never much
     * more often than the run itself will. The fastest pass counts: it was disturbed least.
     */
    private Trial repeated(List<Cell> cells, double times, long budget) {
        List<Future<Trial>> futures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            futures.add(pool.submit(() -> {
                Trial cold = repeat(cells, times, budget);
                boolean vectors = cells.get(0).scoring().fast(); // until compiled they are slow and fill the heap
                return cold.seconds() * NANOS > 2 * budget && !vectors
                        ? cold
                        : repeat(cells, times, budget).after(cold);
            }));
        }
        double seconds = 0;
        double warming = 0;
        Trial last = null;
        for (Future<Trial> future : futures) {
            try {
                last = future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the estimate was interrupted", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a trial failed", e.getCause());
            }
            seconds += last.seconds() / threads;
            warming += last.warming() / threads;
        }
        return new Trial(cells, last.passes(), seconds, warming, last.allocated(), last.outcomes());
    }

    private static Trial repeat(List<Cell> cells, double times, long budget) throws IOException, InterruptedException {
        List<CellOutcome> outcomes;
        long allocated;
        long spent = 0;
        long least = Long.MAX_VALUE;
        int passes = 0;
        do {
            List<CellOutcome> ended = new ArrayList<>();
            long bytes = allocated();
            long start = processorTime();
            new TaskRun(Optional.empty(), false, cells, (cell, scores) -> {}).run((i, outcome) -> ended.add(outcome));
            long taken = processorTime() - start;
            allocated = allocated() - bytes;
            outcomes = ended;
            least = Math.min(least, taken);
            spent += taken;
            passes++;
        } while (spent < budget && passes < times);
        return new Trial(cells, passes, least / NANOS, (spent - passes * least) / NANOS, allocated, outcomes);
    }

    /** Nanoseconds that this thread was given: what others do at the time does not count. */
    private static long processorTime() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isCurrentThreadCpuTimeSupported() ? bean.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Bytes that this thread has allocated; a task lets go of hardly anything before its end. */
    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
                ? bean.getThreadAllocatedBytes(Thread.currentThread().getId())
                : 0;
    }
}
