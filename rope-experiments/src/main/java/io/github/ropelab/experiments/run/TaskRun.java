package io.github.ropelab.experiments.run;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.kernel.Arithmetic;
import io.github.ropelab.core.kernel.EncodedLogits;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.input.InvalidInput;
import io.github.ropelab.experiments.metric.AttentionPanel;
import io.github.ropelab.experiments.metric.ComparisonMetric;
import io.github.ropelab.experiments.metric.EncodingMetric;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.CellKey;
import io.github.ropelab.experiments.plan.HeadRef;
import io.github.ropelab.experiments.store.CellResult;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StrategySpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One task: the cells that share a head, a context and a reference. Used by one thread. */
final class TaskRun {
    /** Rows per panel: enough to reuse each tile of keys many times, few enough for their scores to stay in a cache. */
    private static final int PANEL = 16;

    private final CellStore store;
    private final boolean reuse;
    private final List<Cell> cells;

    TaskRun(CellStore store, boolean reuse, List<Cell> cells) {
        this.store = store;
        this.reuse = reuse;
        this.cells = cells;
    }

    /** What is still to do for a cell. */
    private static final class Work {
        final Cell cell;
        final CellResult known;
        final List<Metric> missing = new ArrayList<>();
        final List<RowMetric.Observer> observers = new ArrayList<>();
        AttentionPanel panel;
        String failure;

        Work(Cell cell, CellResult known) {
            this.cell = cell;
            this.known = known;
            for (Metric metric : cell.metrics()) {
                if (!known.byMetric().containsKey(CellKey.metricKey(metric))) {
                    missing.add(metric);
                }
            }
        }
    }

    /** One outcome per cell, in order. */
    List<CellOutcome> run() throws IOException {
        List<Work> all = new ArrayList<>();
        for (Cell cell : cells) {
            all.add(new Work(cell, reuse ? store.find(cell.key()) : CellResult.empty()));
        }
        List<Work> open = all.stream().filter(work -> !work.missing.isEmpty()).toList();
        if (!open.isEmpty() && cells.get(0).head().isPresent()) {
            observeRows(open, cells.get(0).head().get());
        }
        List<CellOutcome> outcomes = new ArrayList<>();
        for (Work work : all) {
            outcomes.add(outcome(work));
        }
        return outcomes;
    }

    private CellOutcome outcome(Work work) throws IOException {
        if (work.missing.isEmpty()) {
            return new CellOutcome.Reused(work.known);
        }
        if (work.failure != null) {
            return new CellOutcome.Failed(work.failure);
        }
        SortedMap<String, List<Measurement>> computed = new TreeMap<>();
        try {
            for (int i = 0; i < work.missing.size(); i++) {
                Metric metric = work.missing.get(i);
                computed.put(
                        CellKey.metricKey(metric),
                        metric instanceof RowMetric ? work.observers.get(i).finish() : measured(work.cell, metric));
            }
        } catch (InvalidParameter e) {
            return new CellOutcome.Failed(e.getMessage());
        }
        store.put(work.cell.key(), new CellResult(computed));
        return new CellOutcome.Computed(work.known.with(new CellResult(computed)));
    }

    /** The values of a metric without vectors. */
    private static List<Measurement> measured(Cell cell, Metric metric) {
        PositionEncoding encoding = cell.strategy().encode(cell.context());
        return metric instanceof ComparisonMetric comparison
                ? comparison.measure(cell.reference().encode(cell.context()), encoding, cell.context())
                : ((EncodingMetric) metric).measure(encoding, cell.context());
    }

    /** All cells at once; where an encoding cannot be computed in float32, the others without it. */
    private static void measureInFloat(List<Work> open, HeadRef head) {
        Cell shared = open.get(0).cell;
        try {
            FloatTask task = new FloatTask(
                    shared,
                    head.data().load(head.slice(), shared.context().lengths().current()));
            for (Work work : open) {
                try {
                    task.engine(List.of(work.cell));
                } catch (InvalidParameter e) {
                    work.failure = e.getMessage();
                }
            }
            List<Work> alive =
                    open.stream().filter(work -> work.failure == null).toList();
            if (alive.isEmpty()) {
                return;
            }
            HeadDrift drift =
                    task.run(task.engine(alive.stream().map(work -> work.cell).toList()));
            for (int i = 0; i < alive.size(); i++) {
                Work work = alive.get(i);
                for (Metric metric : work.missing) {
                    work.observers.add(FloatTask.finished(drift, i, work.cell, metric));
                }
            }
        } catch (InvalidParameter | InvalidInput e) {
            open.forEach(work -> work.failure = e.getMessage());
        }
    }

    private static void observeRows(List<Work> open, HeadRef head) {
        if (open.get(0).cell.scoring().fast()) {
            measureInFloat(open, head);
            return;
        }
        Cell shared = open.get(0).cell;
        AttentionPanel reference;
        QkvBatch batch;
        try {
            batch = head.data().load(head.slice(), shared.context().lengths().current());
            reference = panel(shared, shared.reference(), Arithmetic.F64, batch);
        } catch (InvalidParameter | InvalidInput e) {
            open.forEach(work -> work.failure = e.getMessage());
            return;
        }
        for (Work work : open) {
            try {
                work.panel = panel(work.cell, work.cell.strategy(), work.cell.arithmetic(), batch);
                work.missing.forEach(metric -> work.observers.add(((RowMetric) metric).start(work.cell.shape())));
            } catch (InvalidParameter e) {
                work.failure = e.getMessage();
            }
        }
        List<Work> alive = open.stream().filter(work -> work.failure == null).toList();
        for (int first = 0; first < batch.tokens(); first += PANEL) {
            int count = Math.min(PANEL, batch.tokens() - first);
            reference.load(first, count);
            for (Work work : alive) {
                work.panel.load(first, count);
                for (RowMetric.Observer observer : work.observers) {
                    for (int i = 0; i < count; i++) {
                        observer.observe(reference.row(i), work.panel.row(i));
                    }
                }
            }
        }
    }

    private static AttentionPanel panel(Cell cell, StrategySpec strategy, Arithmetic arithmetic, QkvBatch batch) {
        EncodedLogits logits =
                new EncodedLogits(strategy.encode(cell.context()), cell.context(), arithmetic, batch.q(), batch.k());
        return new AttentionPanel(logits, batch.v(), PANEL);
    }
}
