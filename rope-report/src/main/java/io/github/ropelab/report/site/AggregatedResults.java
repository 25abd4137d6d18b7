package io.github.ropelab.report.site;

import io.github.ropelab.experiments.result.ResultRow;
import io.github.ropelab.experiments.result.ResultTable;
import io.github.ropelab.report.stats.Estimate;
import io.github.ropelab.report.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * The rows of {@code results.csv} with heads and draws put together, as many as a page can hold: statistics over all rows of
 * a cell first, then those by range, smaller ones first. A statistic is there with all of its rows or not at all.
 *
 * @param lines those of vectors before those of encodings alone, those over all rows before those by range
 * @param leftOut statistics that are not there
 * @param rows of results.csv
 */
record AggregatedResults(List<Line> lines, List<LeftOut> leftOut, int rows) {
    /** Lines that a page holds at most. */
    static final int MOST = 20_000;

    /** What heads and draws of a line share: all columns but those of the head, the draw, the values and the versions. */
    record Key(
            String data,
            int headDim,
            int rotaryDim,
            String pairing,
            double base,
            int trainedLength,
            int targetLength,
            int currentLength,
            String strategy,
            String reference,
            String arithmetic,
            String metric,
            String metricParameters,
            String statistic,
            String axis,
            int from,
            int to,
            String unit) {
        static Key of(ResultRow row) {
            return new Key(
                    row.data(),
                    row.headDim(),
                    row.rotaryDim(),
                    row.pairing(),
                    row.base(),
                    row.trainedLength(),
                    row.targetLength(),
                    row.currentLength(),
                    row.strategy(),
                    row.reference(),
                    row.arithmetic(),
                    row.metric(),
                    row.metricParameters(),
                    row.statistic(),
                    row.axis(),
                    row.from(),
                    row.to(),
                    row.unit());
        }
    }

    /**
     * A line.
     *
     * @param key what its rows share
     * @param estimate mean over heads and draws; without a meaning where n is 0
     * @param interval of the mean, of at least two values
     * @param without rows that have no value
     */
    record Line(Key key, Estimate estimate, Optional<Interval> interval, long without) {}

    /**
     * A statistic that the page does not hold.
     *
     * @param what metric, parameters, statistic and axis
     * @param rows of results.csv
     */
    record LeftOut(String what, long rows) {}

    /** A statistic of a metric on an axis. */
    private record Block(String metric, String parameters, String statistic, String axis) {
        static Block of(ResultRow row) {
            return new Block(row.metric(), row.metricParameters(), row.statistic(), row.axis());
        }

        /** Over all rows of a cell. */
        boolean whole() {
            return axis.equals("all");
        }

        String text() {
            String arguments = parameters.isEmpty() ? "" : " (" + parameters + ")";
            return metric + arguments + " " + statistic + (whole() ? "" : " by " + axis);
        }
    }

    /** The values of a line so far. */
    private static final class Sums {
        private final SummaryStatistics values = new SummaryStatistics();
        private long without;

        void add(ResultRow row) {
            if (row.value().isPresent()) {
                values.addValue(row.value().getAsDouble());
            } else {
                without++;
            }
        }

        Line line(Key key, Map<Long, Double> quantiles) {
            long n = values.getN();
            if (n < 2) {
                return new Line(key, new Estimate(values.getMean(), 0, n), Optional.empty(), without);
            }
            Estimate estimate = new Estimate(values.getMean(), values.getStandardDeviation() / Math.sqrt(n), n);
            double quantile = quantiles.computeIfAbsent(n, Estimate::quantile);
            return new Line(key, estimate, Optional.of(estimate.interval(quantile)), without);
        }
    }

    /** The lines of a statistic so far; none are kept once they are too many. */
    private static final class Lines {
        private final Map<Key, Sums> byKey = new LinkedHashMap<>();
        private long rows;
        private boolean tooMany;

        void add(ResultRow row, int most) {
            rows++;
            if (!tooMany) {
                byKey.computeIfAbsent(Key.of(row), key -> new Sums()).add(row);
                tooMany = byKey.size() > most;
            }
            if (tooMany) {
                byKey.clear();
            }
        }
    }

    /** Puts the rows of a table together in one pass. */
    static AggregatedResults of(ResultTable table, int most) {
        Map<Block, Lines> blocks = new LinkedHashMap<>();
        for (ResultRow row : table.rows()) {
            blocks.computeIfAbsent(Block.of(row), block -> new Lines()).add(row, most);
        }
        List<Map.Entry<Block, Lines>> order = new ArrayList<>(blocks.entrySet());
        order.sort(Comparator.<Map.Entry<Block, Lines>, Boolean>comparing(
                        entry -> !entry.getKey().whole())
                .thenComparing(entry -> entry.getValue().byKey.size()));
        List<Block> kept = new ArrayList<>();
        int size = 0;
        for (Map.Entry<Block, Lines> entry : order) {
            Lines lines = entry.getValue();
            if (!lines.tooMany && size + lines.byKey.size() <= most) {
                size += lines.byKey.size();
                kept.add(entry.getKey());
            }
        }
        List<Line> all = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        Map<Long, Double> quantiles = new HashMap<>();
        blocks.forEach((block, lines) -> {
            if (kept.contains(block)) {
                lines.byKey.forEach((key, sums) -> all.add(sums.line(key, quantiles)));
            } else {
                leftOut.add(new LeftOut(block.text(), lines.rows));
            }
        });
        all.sort(Comparator.<Line, Boolean>comparing(line -> line.key().data().isEmpty())
                .thenComparing(line -> !line.key().axis().equals("all")));
        return new AggregatedResults(all, leftOut, table.rows().size());
    }
}
