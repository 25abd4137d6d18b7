package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.run.RunListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on standard error: a bar on a terminal, else a line per tenth. Counts scores, not cells: cells differ. */
final class Progress implements RunListener, AutoCloseable {
    private static final int TENTHS = 10;

    private final long total;
    private final boolean lines;
    private final ProgressBar bar;
    private long done;
    private long reported;

    private Progress(long total, boolean lines, ProgressBar bar) {
        this.total = total;
        this.lines = lines;
        this.bar = bar;
    }

    static Progress over(Plan plan, boolean quiet) {
        long total = plan.cells().stream().mapToLong(Progress::weight).sum();
        boolean terminal = Home.terminal() && !quiet;
        ProgressBar bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("run")
                        .setInitialMax(total)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUnit("M scores", 1_000_000)
                        .showSpeed()
                        .build()
                : null;
        return new Progress(total, !terminal && !quiet, bar);
    }

    private static long weight(Cell cell) {
        return 1 + cell.scores();
    }

    @Override
    public void ended(Cell cell, CellOutcome outcome) {
        done += weight(cell);
        if (bar != null) {
            bar.stepTo(done);
        }
        long tenth = done * TENTHS / total;
        if (lines && tenth > reported) {
            reported = tenth;
            System.err.println("run " + tenth * TENTHS + " %");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
