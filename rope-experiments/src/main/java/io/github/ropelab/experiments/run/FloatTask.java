package io.github.ropelab.experiments.run;

import io.github.ropelab.core.InvalidParameter;
import io.github.ropelab.core.PositionEncoding;
import io.github.ropelab.core.drift.DriftEngine;
import io.github.ropelab.core.drift.HeadDrift;
import io.github.ropelab.core.drift.RowSample;
import io.github.ropelab.core.kernel.ScoreLoops;
import io.github.ropelab.experiments.data.QkvBatch;
import io.github.ropelab.experiments.metric.AttentionRow;
import io.github.ropelab.experiments.metric.FloatMetric;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.plan.Cell;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** The cells of a task that are computed in float32: one pass over the scores for all of them. */
final class FloatTask {
    private final Cell shared;
    private final float[] q;
    private final float[] k;

    /**
     * @param shared a cell of the task
     * @param batch its vectors; rounded to float
     */
    FloatTask(Cell shared, QkvBatch batch) {
        this.shared = shared;
        q = rounded(batch.q());
        k = rounded(batch.k());
    }

    private static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    /**
     * An engine for some cells.
     *
     * @throws InvalidParameter if one of them cannot be computed in float32
     */
    DriftEngine engine(List<Cell> cells) {
        int top = cells.stream()
                .flatMap(cell -> cell.metrics().stream())
                .mapToInt(metric -> ((FloatMetric) metric).topKeys())
                .max()
                .orElse(1);
        List<PositionEncoding> encodings = cells.stream()
                .map(cell -> cell.strategy().encode(cell.context()))
                .toList();
        return new DriftEngine(
                shared.context().geometry(),
                shared.reference().encode(shared.context()),
                encodings,
                shared.context().lengths().current(),
                shared.context().lengths().trained(),
                top,
                ScoreLoops.installed());
    }

    /**
     * Runs an engine of this task on the thread that calls.
     *
     * @param advanced is told of scores per strategy as they are done
     * @throws InterruptedException if the thread is interrupted; asked for after each block of rows
     */
    HeadDrift run(DriftEngine engine, LongConsumer advanced) throws InterruptedException {
        RowSample sample = shared.scoring().sample(shared.context().lengths().current());
        try {
            return engine.run(q, k, sample, 1, scores -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException();
                }
                advanced.accept(scores);
            });
        } catch (CancellationException e) {
            throw new InterruptedException("the run was stopped");
        }
    }

    /**
     * A metric's values as if it had watched every row.
     *
     * @param drift of the task
     * @param index of the cell in the engine
     */
    static RowMetric.Observer finished(HeadDrift drift, int index, Cell cell, Metric metric) {
        List<Measurement> measurements = ((FloatMetric) metric).measure(drift, index, cell.shape());
        return new RowMetric.Observer() {
            @Override
            public void observe(AttentionRow reference, AttentionRow candidate) {
                throw new IllegalStateException("the rows have been seen");
            }

            @Override
            public List<Measurement> finish() {
                return measurements;
            }
        };
    }
}
