package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.run.RunListener;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Progress of a run. Counts scores, not cells: cells differ. What the folder already held counts as done. */
final class Progress implements RunListener, AutoCloseable {
    private static final long MILLION = 1_000_000;

    private final Meter meter;
    private final Map<Cell, Long> under = new IdentityHashMap<>();
    private long done;

    private Progress(Meter meter) {
        this.meter = meter;
    }

    /**
     * @param total scores and cells
     * @param terminal whether a bar is drawn
     * @param lines takes the lines where none is
     * @param clock nanoseconds
     */
    Progress(long total, boolean terminal, Consumer<String> lines, LongSupplier clock) {
        this(new Meter(task(total), terminal, lines, clock));
    }

    static Progress over(Plan plan, boolean quiet) {
        long total = plan.cells().stream().mapToLong(Progress::weight).sum();
        return new Progress(Meter.of(task(total), quiet));
    }

    private static Meter.Task task(long total) {
        return new Meter.Task("run", total, "M", MILLION);
    }

    static long weight(Cell cell) {
        return 1 + cell.steps();
    }

    @Override
    public void computing() {
        meter.start();
    }

    @Override
    public void advanced(Cell cell, long scores) {
        under.merge(cell, scores, Long::sum);
        done += scores;
        meter.at(done);
    }

    @Override
    public void ended(Cell cell, CellOutcome outcome) {
        Long known = under.remove(cell);
        done += weight(cell) - (known == null ? 0 : known);
        meter.at(done);
    }

    @Override
    public void close() {
        meter.close();
    }
}
