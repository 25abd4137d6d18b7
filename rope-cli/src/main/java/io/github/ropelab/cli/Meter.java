package io.github.ropelab.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Work done of work in all, on standard error: a bar on a terminal, else a line per tenth or every few seconds, with elapsed and
 * remaining time. What was done before the start counts as done and not for the rate.
 */
final class Meter implements AutoCloseable {
    private static final int TENTHS = 10;
    private static final double NANOS = 1e9;

    /**
     * What is measured.
     *
     * @param name before every line
     * @param total units of work
     * @param unit name of the rate's unit; empty for no rate
     * @param size of the rate's unit
     * @param seconds between two lines; 0 for a line per tenth
     */
    record Task(String name, long total, String unit, long size, double seconds) {
        /** With a line per tenth. */
        Task(String name, long total, String unit, long size) {
            this(name, total, unit, size, 0);
        }
    }

    private final Task task;
    private final boolean terminal;
    private final Consumer<String> lines;
    private final LongSupplier clock;
    private ProgressBar bar;
    private long done;
    private long held;
    private long reported;
    private long start;
    private double told;
    private boolean started;

    /**
     * @param task to measure
     * @param terminal whether a bar is drawn
     * @param lines takes the lines where none is
     * @param clock nanoseconds
     */
    Meter(Task task, boolean terminal, Consumer<String> lines, LongSupplier clock) {
        this.task = task;
        this.terminal = terminal;
        this.lines = lines;
        this.clock = clock;
    }

    /** On standard error, or nowhere. */
    static Meter of(Task task, boolean quiet) {
        Consumer<String> lines = quiet ? line -> {} : System.err::println;
        return new Meter(task, Home.terminal() && !quiet, lines, System::nanoTime);
    }

    /** The work begins; what is done already was held. */
    void start() {
        started = true;
        held = done;
        start = clock.getAsLong();
        reported = done * TENTHS / task.total();
        if (held > 0 && !terminal) {
            lines.accept(
                    String.format(Locale.ROOT, "%s %3d %% held by the folder", task.name(), 100 * held / task.total()));
        }
        if (terminal && done < task.total()) {
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName(task.name())
                    .setInitialMax(task.total())
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(consumer())
                    .setUnit(task.unit(), task.size());
            bar = (task.unit().isEmpty() ? builder : builder.showSpeed()).build();
        }
    }

    /** A width that is given keeps the library from opening the terminal with JLine, which would take Ctrl-C from the run. */
    private static ProgressBarConsumer consumer() {
        return new ConsoleProgressBarConsumer(System.err, Home.columns() - 1);
    }

    /** So much is done in all. */
    void at(long now) {
        at(now, seconds -> "");
    }

    /**
     * So much is done in all.
     *
     * @param remark a rate in words, from the seconds since the start
     */
    void at(long now, DoubleFunction<String> remark) {
        done = now;
        double elapsed = (clock.getAsLong() - start) / NANOS;
        if (bar != null) {
            bar.stepTo(done);
            String words = remark.apply(elapsed);
            bar.setExtraMessage(words.isEmpty() ? "" : " " + words);
        }
        if (started && !terminal && due(elapsed) && done > held) {
            double left = elapsed / (done - held) * (task.total() - done);
            String words = remark.apply(elapsed);
            lines.accept(String.format(
                    Locale.ROOT,
                    "%s %3d %%, %s elapsed, about %s left%s",
                    task.name(),
                    task.seconds() > 0 ? 100 * done / task.total() : reported * TENTHS,
                    time(elapsed),
                    time(left),
                    words.isEmpty() ? "" : ", " + words));
        }
    }

    /** Whether it is time for a line; notes that one is written. */
    private boolean due(double elapsed) {
        long tenth = done * TENTHS / task.total();
        boolean due = task.seconds() > 0 ? elapsed >= told + task.seconds() : tenth > reported;
        reported = due ? tenth : reported;
        told = due ? elapsed : told;
        return due;
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
