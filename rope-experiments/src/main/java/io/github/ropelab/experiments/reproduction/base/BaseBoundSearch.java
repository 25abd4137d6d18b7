package io.github.ropelab.experiments.reproduction.base;

import io.github.ropelab.core.FrequencySchedule;
import io.github.ropelab.core.analysis.decay.DecayCurve;
import io.github.ropelab.core.kernel.SplitRange;
import io.github.ropelab.experiments.published.Chart;
import io.github.ropelab.experiments.published.Chart.Axis;
import io.github.ropelab.experiments.published.DataTable;
import io.github.ropelab.experiments.reproduction.frame.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The sweeps of all lengths, each by itself, so that threads change the speed alone. */
final class BaseBoundSearch {
    private static final double FROM = 1.001;

    /** Above every smallest base that is looked for. */
    private static final double TO = 1e10;

    /** All intervals are listed up to here. */
    private static final double LISTED = 1e6;

    /** Lengths whose curve is drawn around b*. */
    private static final int[] DRAWN = {4096, 16_384, 65_536};

    /** Bases per thousandth of b*. */
    private static final int STEPS = 40;

    private final Map<Task, List<BaseSweep.Interval>> found;

    private BaseBoundSearch(Map<Task, List<BaseSweep.Interval>> found) {
        this.found = found;
    }

    /**
     * One sweep.
     *
     * @param width d
     * @param length L, tokens
     * @param all whether all intervals up to 10⁶ are found, or the first
     */
    private record Task(int width, int length, boolean all) {
        List<BaseSweep.Interval> run() {
            BaseSweep sweep = new BaseSweep(width, length);
            return all ? sweep.between(FROM, LISTED, Integer.MAX_VALUE) : sweep.between(FROM, TO, 1);
        }
    }

    static BaseBoundSearch run(List<BaseBoundTable> rows, Work work) {
        List<Task> tasks = new ArrayList<>();
        for (BaseBoundTable row : rows) {
            tasks.add(new Task(128, row.length(), row.counted()));
            if (row.narrow() > 0) {
                tasks.add(new Task(64, row.length(), false));
            }
        }
        List<Task> longestFirst = tasks.stream()
                .sorted(Comparator.comparing((Task task) -> task.all && task.length >= 8192 ? 0 : 1)
                        .thenComparing(task -> -task.width)
                        .thenComparing(task -> -task.length))
                .toList();
        List<List<BaseSweep.Interval>> results = new ArrayList<>();
        longestFirst.forEach(task -> results.add(List.of()));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        SplitRange.run(work.threads(), work.threads(), (from, to) -> {
            for (int i = next.getAndIncrement(); i < longestFirst.size(); i = next.getAndIncrement()) {
                results.set(i, longestFirst.get(i).run());
                work.step(done.incrementAndGet(), longestFirst.size(), "lengths swept");
            }
        });
        Map<Task, List<BaseSweep.Interval>> found = new LinkedHashMap<>();
        tasks.forEach(task -> found.put(task, results.get(longestFirst.indexOf(task))));
        return new BaseBoundSearch(found);
    }

    /** The intervals of a length, upwards. */
    List<BaseSweep.Interval> all(int width, int length) {
        return found.entrySet().stream()
                .filter(entry -> entry.getKey().width == width && entry.getKey().length == length)
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** The lowest of them. */
    BaseSweep.Interval first(int width, int length) {
        return all(width, length).get(0);
    }

    /** All that were found. */
    DataTable intervals() {
        DataTable.Rows rows = DataTable.titled(
                        "intervals", "Intervals of good bases: all below 10^6 at 1k to 8k and d = 128, else the first")
                .column("dim", "d")
                .column("length", "L, tokens")
                .column("number", "from the lowest, 1-based")
                .column("from", "smallest good base")
                .column("to", "largest; 10^6 where the list ends")
                .column("relative_width", "to/from - 1");
        found.forEach((task, intervals) -> {
            for (int i = 0; i < intervals.size(); i++) {
                BaseSweep.Interval interval = intervals.get(i);
                rows.row(
                        task.width,
                        task.length,
                        i + 1,
                        interval.from(),
                        interval.to(),
                        interval.to() / interval.from() - 1);
            }
        });
        return rows.table();
    }

    /** The curve's lowest value around the smallest good bases. */
    DataTable lowest() {
        DataTable.Rows rows = DataTable.titled(
                        "lowest", "Lowest B(m) over m < L around the smallest good base, d = 128")
                .column("length", "L")
                .column("offset", "(b/b* - 1)·1000")
                .column("lowest", "min B(m)");
        for (int length : DRAWN) {
            double base = first(128, length).from();
            for (int i = -STEPS; i <= 2 * STEPS; i++) {
                double offset = (double) i / STEPS;
                FrequencySchedule at = FrequencySchedule.geometric(base * (1 + offset / 1000), 128);
                rows.row(
                        "L = " + length,
                        offset,
                        new DecayCurve(at).lowest(0, length).value());
            }
        }
        return rows.table();
    }

    /** Its drawing. */
    Chart lowestChart() {
        return Chart.lines(
                        "lowest",
                        "Lowest value of the decay curve over a context, for bases next to the smallest good one (b*, at 0), "
                                + "d = 128. A base is good where the line is at 0 or above: in the first interval, often less "
                                + "than a thousandth wide, and not in the gap behind it.",
                        "lowest",
                        new Axis("offset", "base relative to b*, (b/b* - 1)·1000"),
                        new Axis("lowest", "lowest B(m), m < L"),
                        "length")
                .levelled(new Chart.Mark(0, "0"));
    }
}
