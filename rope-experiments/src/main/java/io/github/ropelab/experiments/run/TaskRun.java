package io.github.ropelab.experiments.run;

import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.core.layer.Visibility;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.metric.AttentionPanel;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.EncodingMetric;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.ModelMetric;
import io.github.ropelab.experiments.metric.PrecisionMetric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.outcome.StudyModel;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.experiments.plan.HeadRef;
import io.github.ropelab.experiments.plan.ModelRef;
import io.github.ropelab.experiments.store.CellResult;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.store.Found;
import io.github.ropelab.experiments.study.StrategySpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/** One task: the cells that share a head, a context and a reference, or a model and a window. Used by one thread. */
final class TaskRun {
    /** Rows per panel: enough to reuse each tile of keys many times, few enough for their scores to stay in a cache. */
    private static final int PANEL = 16;

    private final Optional<CellStore> store;
    private final boolean reuse;
    private final List<Cell> cells;
    private final ObjLongConsumer<Cell> advanced;

    /**
     * @param store where results go; absent: nowhere
     * @param reuse whether metrics that the store knows are taken from it
     * @param cells of one task
     * @param advanced is told of scores as they are done
     */
    TaskRun(Optional<CellStore> store, boolean reuse, List<Cell> cells, ObjLongConsumer<Cell> advanced) {
        this.store = store;
        this.reuse = reuse;
        this.cells = cells;
        this.advanced = advanced;
    }

    /** What is still to do for a cell. */
    private static final class Work {
        final Cell cell;
        final CellResult known;
        final String defect;
        final List<Metric> missing = new ArrayList<>();
        final List<RowMetric.Observer> observers = new ArrayList<>();
        AttentionPanel panel;
        String failure;

        Work(Cell cell, Found found) {
            this.cell = cell;
            this.known = found.result();
            this.defect = found.defect();
            missing.addAll(known.missing(cell.metrics()));
        }

        /** Does a step unless one failed before; whatever it throws ends this cell and no other. */
        void step(Step step) throws InterruptedException {
            if (failure != null) {
                return;
            }
            try {
                step.run();
            } catch (Exception | Error e) {
                failed(e);
            }
        }

        /** Names the cause and lets go of the memory. */
        void failed(Throwable e) throws InterruptedException {
            failure = FailureText.of(e);
            panel = null;
            observers.clear();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Is told how a cell ended, at once. */
    interface Sink {
        void ended(int index, CellOutcome outcome);
    }

    /** Runs all cells, in order. */
    void run(Sink sink) throws IOException, InterruptedException {
        List<Work> all = new ArrayList<>();
        for (Cell cell : cells) {
            Optional<Found> found = store.filter(s -> reuse).map(s -> s.look(cell.key()));
            all.add(new Work(cell, found.orElse(new Found(CellResult.empty(), ""))));
        }
        List<Work> open = all.stream().filter(work -> !work.missing.isEmpty()).toList();
        if (!open.isEmpty() && cells.get(0).head().isPresent()) {
            observeRows(open, cells.get(0).head().get());
        }
        for (int i = 0; i < all.size(); i++) {
            sink.ended(i, outcome(all.get(i)));
        }
    }

    private CellOutcome outcome(Work work) throws IOException, InterruptedException {
        if (work.missing.isEmpty()) {
            return new CellOutcome.Reused(work.known);
        }
        SortedMap<String, List<Measurement>> computed = new TreeMap<>();
        work.step(() -> {
            if (work.cell.model().isPresent()) {
                computed.putAll(ofModel(work, work.cell.model().get()));
                return;
            }
            for (int i = 0; i < work.missing.size(); i++) {
                Metric metric = work.missing.get(i);
                computed.put(
                        CellKey.metricKey(metric),
                        metric instanceof RowMetric ? work.observers.get(i).finish() : measured(work.cell, metric));
            }
        });
        if (work.failure != null) {
            return new CellOutcome.Failed(work.failure);
        }
        CellResult result = new CellResult(computed);
        if (store.isPresent()) {
            store.get().put(work.cell.key(), result);
        }
        return new CellOutcome.Computed(work.known.with(result), work.defect);
    }

    /** The values of all metrics of a model, which share what passes they can. */
    private SortedMap<String, List<Measurement>> ofModel(Work work, ModelRef ref) {
        Cell cell = work.cell;
        StudyModel model = ref.data().model();
        long layers = model.shape().layers();
        int[] text = ref.data()
                .windows()
                .window(ref.window(), cell.context().lengths().current());
        return model.use(
                cell.strategy(),
                cell.context().lengths(),
                layer -> advanced.accept(cell, cell.steps() * layer / layers - cell.steps() * (layer - 1) / layers),
                sequences -> {
                    SortedMap<String, List<Measurement>> computed = new TreeMap<>();
                    for (Metric metric : work.missing) {
                        computed.put(
                                CellKey.metricKey(metric),
                                ((ModelMetric) metric).measure(sequences, text, cell.shape(), ref.window()));
                    }
                    return computed;
                });
    }

    /** The values of a metric without vectors. */
    private static List<Measurement> measured(Cell cell, Metric metric) {
        PositionEncoding encoding = cell.strategy().encode(cell.context());
        if (metric instanceof PrecisionMetric precision) {
            return precision.measure(encoding, cell.context(), cell.arithmetic());
        }
        return metric instanceof ComparisonMetric comparison
                ? comparison.measure(cell.reference().encode(cell.context()), encoding, cell.context())
                : ((EncodingMetric) metric).measure(encoding, cell.context());
    }

    /** All cells at once; where an encoding cannot be computed in float32, the others without it. */
    private void measureInFloat(List<Work> open, HeadRef head) throws InterruptedException {
        Cell shared = open.get(0).cell;
        try {
            FloatTask task = new FloatTask(
                    shared, head.data().load(head.slice(), shared.context().lengths()));
            for (Work work : open) {
                work.step(() -> task.engine(List.of(work.cell)));
            }
            List<Work> alive =
                    open.stream().filter(work -> work.failure == null).toList();
            if (alive.isEmpty()) {
                return;
            }
            HeadDrift drift = task.run(
                    task.engine(alive.stream().map(work -> work.cell).toList()),
                    scores -> alive.forEach(work -> advanced.accept(work.cell, scores)));
            for (int i = 0; i < alive.size(); i++) {
                int index = i;
                Work work = alive.get(i);
                work.step(() -> work.missing.forEach(
                        metric -> work.observers.add(FloatTask.finished(drift, index, work.cell, metric))));
            }
        } catch (Exception | Error e) {
            failed(open, e);
        }
    }

    private void observeRows(List<Work> open, HeadRef head) throws InterruptedException {
        if (open.get(0).cell.scoring().fast()) {
            measureInFloat(open, head);
            return;
        }
        Cell shared = open.get(0).cell;
        int trained = shared.context().lengths().trained();
        Visibility seen = shared.comparedKeys().strategy(trained);
        AttentionPanel reference;
        QkvBatch batch;
        try {
            batch = head.data().load(head.slice(), shared.context().lengths());
            reference =
                    panel(shared, shared.reference(), shared.comparedKeys().reference(trained), Arithmetic.F64, batch);
        } catch (Exception | Error e) {
            failed(open, e);
            return;
        }
        for (Work work : open) {
            work.step(() -> {
                work.panel = panel(work.cell, work.cell.strategy(), seen, work.cell.arithmetic(), batch);
                work.missing.forEach(metric -> work.observers.add(((RowMetric) metric).start(work.cell.shape())));
            });
        }
        for (int first = 0; first < batch.tokens(); first += PANEL) {
            int count = Math.min(PANEL, batch.tokens() - first);
            int start = first;
            try {
                reference.load(first, count);
            } catch (RuntimeException | Error e) {
                failed(open, e);
                return;
            }
            for (Work work : open) {
                stopIfAsked();
                work.step(() -> {
                    work.panel.load(start, count);
                    for (RowMetric.Observer observer : work.observers) {
                        for (int i = 0; i < count; i++) {
                            observer.observe(reference.row(i), work.panel.row(i));
                        }
                    }
                });
                advanced.accept(work.cell, scores(first, count));
            }
        }
    }

    private static void failed(List<Work> open, Throwable e) throws InterruptedException {
        for (Work work : open) {
            work.failed(e);
        }
    }

    /** Scores of the rows first .. first+count-1. */
    private static long scores(long first, long count) {
        return count * first + count * (count + 1) / 2;
    }

    private static void stopIfAsked() throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("the run was stopped");
        }
    }

    private static AttentionPanel panel(
            Cell cell, StrategySpec strategy, Visibility visibility, Arithmetic arithmetic, QkvBatch batch) {
        EncodedLogits logits =
                new EncodedLogits(strategy.encode(cell.context()), cell.context(), arithmetic, batch.q(), batch.k());
        return new AttentionPanel(logits, visibility, batch.v(), PANEL);
    }
}
