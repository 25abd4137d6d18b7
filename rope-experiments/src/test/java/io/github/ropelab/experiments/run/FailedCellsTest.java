package io.github.ropelab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ropelab.core.DataFolder;
import io.github.ropelab.experiments.metric.AttentionRow;
import io.github.ropelab.experiments.metric.Bucket;
import io.github.ropelab.experiments.metric.CellShape;
import io.github.ropelab.experiments.metric.Measurement;
import io.github.ropelab.experiments.metric.Metric;
import io.github.ropelab.experiments.metric.MetricType;
import io.github.ropelab.experiments.metric.RowMetric;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.plan.Planner;
import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.store.CellStore;
import io.github.ropelab.experiments.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in one cell is a row of the results and touches no other cell. */
class FailedCellsTest {
    @TempDir
    Path folder;

    private Plan plan;
    private CellStore store;

    /** Counts rows, and meets with an accident at some row of some strategies. */
    record Accident(int row, Supplier<Throwable> accident) implements RowMetric {
        @Override
        public MetricType type() {
            return new MetricType("accident", 1, "", "", MetricType.Direction.DESCRIPTIVE, "", "", List.of());
        }

        @Override
        public SortedMap<String, Object> parameters() {
            return new TreeMap<>();
        }

        @Override
        public Observer start(CellShape shape) {
            return new Observer() {
                private long rows;

                @Override
                public void observe(AttentionRow reference, AttentionRow candidate) {
                    rows++;
                    Throwable thrown = accident.get();
                    if (thrown != null && reference.query() == row) {
                        FailedCellsTest.<RuntimeException>raise(thrown);
                    }
                }

                @Override
                public List<Measurement> finish() {
                    return List.of(Measurement.of("rows", new Bucket(Bucket.Axis.ALL, 0, shape.current()), rows, rows));
                }
            };
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @BeforeEach
    void plan() throws IOException {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, """
                schema: 1
                study: small
                lengths: {trained: 32, current: 64}
                strategies: [none, linear, yarn]
                data: [{gaussian: g, head_dim: 8, base: 10000, pairing: interleaved}]
                seeds: {count: 2, root: 3}
                metrics: [kl]
                """);
        plan = Planner.plan(StudyReader.read(file, DataFolder.captures()));
        store = new CellStore(folder.resolve("cells"));
    }

    /** The plan with one more metric in the cells of a strategy. */
    private Plan with(Metric metric, String strategy) {
        return new Plan(
                plan.study(),
                plan.cells().stream()
                        .map(cell -> cell.strategy().label().equals(strategy)
                                ? cell.with(
                                        cell.context(),
                                        Stream.concat(cell.metrics().stream(), Stream.of(metric))
                                                .toList())
                                : cell)
                        .toList(),
                plan.excluded());
    }

    private RunSummary run(Plan what) throws IOException {
        return new StudyRunner(store, true, (cell, outcome) -> {}).run(what, 2);
    }

    @Test
    void whateverIsThrownFailsItsCellWithTheCauseAndIsTriedAgain() throws IOException {
        for (Throwable thrown : List.of(
                new IllegalStateException("broken\n  invariant"),
                new ArrayIndexOutOfBoundsException(7),
                new AssertionError("no"),
                new StackOverflowError(),
                new NoClassDefFoundError("missing/Type"),
                new OutOfMemoryError("Java heap space"))) {
            AtomicReference<Throwable> next = new AtomicReference<>(thrown);
            Plan accident = with(new Accident(40, next::get), "linear");
            RunSummary summary = run(accident);
            assertThat(summary.failed()).isEqualTo(2);
            List<ResultRow> failed = Results.of(summary)
                    .where(row -> row.status().equals(ResultRow.FAILED))
                    .rows();
            assertThat(failed)
                    .hasSize(4)
                    .allMatch(row ->
                            row.strategy().equals("linear") && row.value().isEmpty());
            String cause = thrown instanceof OutOfMemoryError
                    ? "out of memory (Java heap space); give Java more"
                    : thrown.getClass().getSimpleName();
            assertThat(failed)
                    .allMatch(row -> row.note().startsWith(cause) && !row.note().contains("\n"));
            next.set(null);
            RunSummary again = run(accident);
            assertThat(again.failed()).isZero();
            assertThat(again.computed()).isEqualTo(2);
            assertThat(again.reused()).isEqualTo(4);
            assertThat(Results.of(again)
                            .where(row -> row.metric().equals("accident"))
                            .rows())
                    .hasSize(2)
                    .allMatch(row -> row.value().orElseThrow() == 64);
            forget();
        }
    }

    private void forget() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cells"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Interrupting stops within a second: a stop is neither a failure nor a result. */
    @Test
    void anInterruptedRunStopsAndKeepsWhatHasEnded() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Plan endless = with(
                new Accident(0, () -> {
                    inside.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        return e;
                    }
                    return null;
                }),
                "yarn");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                run(endless);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        runner.start();
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
        runner.interrupt();
        runner.join(20_000);
        assertThat(thrown.get()).isInstanceOf(RunStopped.class);
        RunSummary rest = run(plan);
        assertThat(rest.failed()).isZero();
        assertThat(rest.plan().cells()).hasSize(6);
    }

    @Test
    void aStoreThatCannotBeWrittenEndsTheRunAndNamesTheFile() throws IOException {
        Files.writeString(folder.resolve("cells"), "a file");
        assertThatThrownBy(() -> run(plan))
                .isInstanceOf(java.nio.file.FileSystemException.class)
                .hasMessageContaining(".cell: Not a directory");
    }
}
