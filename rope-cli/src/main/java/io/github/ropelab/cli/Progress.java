package io.github.ropelab.cli;

import io.github.ropelab.experiments.plan.Cell;
import io.github.ropelab.experiments.plan.Plan;
import io.github.ropelab.experiments.run.CellOutcome;
import io.github.ropelab.experiments.run.RunListener;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress on standard error: a bar on a terminal, else a line per tenth. Counts scores, not cells: cells differ. What
 * the folder already held counts as done and not for the rate.
 */
final class Progress implements RunListener, AutoCloseable {
    private static final int TENTHS = 10;
    private static final double NANOS = 1e9;

    private final long total;
    private final boolean terminal;
    private final Consumer<String> lines;
    private final LongSupplier clock;
    private final Map<Cell, Long> under = new IdentityHashMap<>();
    private ProgressBar bar;
    private long done;
    private long reported;
    private long held;
    private long start;
    private boolean computing;

    /**
     * @param total scores and cells
     * @param terminal whether a bar is drawn
     * @param lines takes the lines where none is
     * @param clock nanoseconds
     */
    Progress(long total, boolean terminal, Consumer<String> lines, LongSupplier clock) {
        this.total = total;
        this.terminal = terminal;
        this.lines = lines;
        this.clock = clock;
    }

    static Progress over(Plan plan, boolean quiet) {
        long total = plan.cells().stream().mapToLong(Progress::weight).sum();
        Consumer<String> lines = quiet ? line -> {} : System.err::println;
        return new Progress(total, Home.terminal() && !quiet, lines, System::nanoTime);
    }

    static long weight(Cell cell) {
        return 1 + cell.scores();
    }

    @Override
    public void computing() {
        computing = true;
        held = done;
        start = clock.getAsLong();
        reported = done * TENTHS / total;
        if (held > 0 && !terminal) {
            lines.accept(String.format(Locale.ROOT, "run %3d %% held by the folder", 100 * held / total));
        }
        if (terminal && done < total) {
            bar = new ProgressBarBuilder()
                    .setTaskName("run")
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(consumer())
                    .setUnit("M", 1_000_000)
                    .showSpeed()
                    .build();
        }
    }

    /** A width that is given keeps the library from opening the terminal with JLine, which would take Ctrl-C from the run. */
    private static ProgressBarConsumer consumer() {
        return new ConsoleProgressBarConsumer(System.err, Home.columns() - 1);
    }

    @Override
    public void advanced(Cell cell, long scores) {
        under.merge(cell, scores, Long::sum);
        done += scores;
        show();
    }

    @Override
    public void ended(Cell cell, CellOutcome outcome) {
        Long known = under.remove(cell);
        done += weight(cell) - (known == null ? 0 : known);
        show();
    }

    private void show() {
        if (bar != null) {
            bar.stepTo(done);
        }
        long tenth = done * TENTHS / total;
        if (computing && !terminal && tenth > reported && done > held) {
            reported = tenth;
            double elapsed = (clock.getAsLong() - start) / NANOS;
            double left = elapsed / (done - held) * (total - done);
            lines.accept(String.format(
                    Locale.ROOT, "run %3d %%, %s elapsed, about %s left", tenth * TENTHS, time(elapsed), time(left)));
        }
    }

    /** Hours, minutes, seconds. */
    static String time(double seconds) {
        long s = Math.round(seconds);
        return s >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
